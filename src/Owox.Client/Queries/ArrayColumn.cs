using Owox.Redaction;

namespace Owox.Queries;

/// <summary>Reports rules for array columns, which servers reject as of version 0.35.</summary>
internal static class ArrayColumn
{
    private const int MaxNameLength = 100;

    public static OwoxConfigurationException Error(string dataMartId, IReadOnlyList<(string Column, string Rule)> rejected)
    {
        var rules = string.Join(", ", rejected.Select(static rule => $"{rule.Rule} of '{ServerTextSanitizer.Sanitize(rule.Column, [], MaxNameLength)}'"));
        return new OwoxConfigurationException(
            ErrorReason.ColumnIsArray,
            $"The query of the data mart {dataMartId} has rules for array columns, which servers of version 0.35 and later reject: {rules}. "
            + "Nothing was queried. Remove these rules or choose other columns; the rows can be filtered and sorted in PowerShell.");
    }
}
