using Owox.Redaction;

namespace Owox.Queries;

/// <summary>Reports uses of array columns and of the fields in their elements for which the server has no values.</summary>
internal static class ArrayColumn
{
    private const int MaxNameLength = 100;

    /// <exception cref="OwoxConfigurationException">
    /// The query uses a field in the elements of an array column, or has a rule for an array column that the server rejects.
    /// </exception>
    public static void Check(RowQuery query, IReadOnlyList<DataMartColumn> columns)
    {
        var uses = query.SelectedColumns.Select(static column => (Column: column, Use: "the column"))
            .Concat(query.RuleColumns.Select(static rule => (rule.Column, Use: rule.Rule + " of")))
            .Distinct().ToArray();
        var fields = columns.Where(static column => column.ContainingArray is not null).ToLookup(static column => column.Name, static column => column.ContainingArray!, StringComparer.Ordinal);
        var inArrays = uses.Where(use => fields.Contains(use.Column)).ToArray();
        if (inArrays.Length > 0)
        {
            var arrays = inArrays.Select(use => fields[use.Column].First()).Distinct(StringComparer.Ordinal).Select(Quoted);
            throw Invalid(
                $"The query of the data mart {query.DataMartId} uses fields in the elements of array columns, for which the server returns no values: {List(inArrays)}. "
                + $"Nothing was queried. Select the array column instead ({string.Join(", ", arrays)}): its values are the JSON text of all elements, which can be filtered in PowerShell.");
        }

        var rejecting = new HashSet<string>(columns.Where(static column => column.RejectsRules).Select(static column => column.Name), StringComparer.Ordinal);
        var rejected = uses.Where(use => use.Use != "the column" && rejecting.Contains(use.Column)).ToArray();
        if (rejected.Length > 0)
        {
            throw Invalid(
                $"The query of the data mart {query.DataMartId} has rules for array columns, which servers of version 0.35 and later reject: {List(rejected)}. "
                + "Nothing was queried. Remove these rules or choose other columns; the rows can be filtered and sorted in PowerShell.");
        }
    }

    private static OwoxConfigurationException Invalid(string message) => new(ErrorReason.ColumnIsArray, message);

    private static string List(IEnumerable<(string Column, string Use)> uses) => string.Join(", ", uses.Select(static use => $"{use.Use} {Quoted(use.Column)}"));

    private static string Quoted(string name) => $"'{ServerTextSanitizer.Sanitize(name, [], MaxNameLength)}'";
}
