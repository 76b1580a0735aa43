namespace Owox.PowerShell.Rows;

/// <summary>Names of the members of a row type that are no columns.</summary>
internal static class RowField
{
    /// <summary>A character for private use, with which these names begin. A column that has it gets no such type.</summary>
    public const char Mark = '\uE000';

    /// <summary>The field that holds the value of a column.</summary>
    public static string NameOf(string column) => Mark + column;
}
