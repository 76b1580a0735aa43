namespace Owox;

/// <summary>Which values of rows are converted to the types of their columns.</summary>
public enum RowConversion
{
    /// <summary>Numbers. A value that is no number stays as it was sent.</summary>
    Numbers,

    /// <summary>All. A value that is not of its column's type stays as it was sent.</summary>
    All,

    /// <summary>All. A value that is not of its column's type is an error.</summary>
    AllOrError,
}
