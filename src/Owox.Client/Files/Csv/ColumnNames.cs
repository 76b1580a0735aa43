using Owox.Redaction;

namespace Owox.Files.Csv;

/// <summary>Finds column names that programs which read a file cannot tell apart.</summary>
internal static class ColumnNames
{
    private const int MaxNameLength = 100;

    /// <summary>One warning for all columns that come twice, and one for all that differ only in case.</summary>
    public static IEnumerable<string> Warnings(IReadOnlyList<string> columns)
    {
        var repeated = columns.GroupBy(static name => name, StringComparer.Ordinal).Where(static group => group.Skip(1).Any()).Select(static group => Quote(group.Key)).ToArray();
        if (repeated.Length > 0)
        {
            yield return $"The rows have the same key more than once: {string.Join(", ", repeated)}. Most programs, Import-Csv and ConvertFrom-Json among them, reject the file or keep one of the values.";
        }

        var alike = columns.Distinct(StringComparer.Ordinal).GroupBy(static name => name, StringComparer.OrdinalIgnoreCase).Where(static group => group.Skip(1).Any())
            .Select(static group => string.Join(" and ", group.Select(Quote))).ToArray();
        if (alike.Length > 0)
        {
            yield return $"Columns differ only in case: {string.Join(", ", alike)}. Programs that ignore case, Import-Csv and ConvertFrom-Json among them, reject the file.";
        }
    }

    private static string Quote(string name) => $"'{ServerTextSanitizer.Sanitize(name, [], MaxNameLength)}'";
}
