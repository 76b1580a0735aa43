using Owox.Redaction;
using Owox.Text;

namespace Owox.Queries;

/// <summary>Reports columns that a data mart does not have, and suggests columns with similar names.</summary>
internal static class UnknownColumn
{
    private const int MaxNameLength = 100;

    public static OwoxConfigurationException Error(string dataMartId, IReadOnlyList<string> unknown, IReadOnlyList<string> known)
    {
        var names = string.Join(", ", unknown.Select(Quoted));
        var nearest = unknown.SelectMany(name => SimilarNames.Of(name, known)).Distinct(StringComparer.Ordinal).ToArray();
        var advice = nearest.Length > 0
            ? $" Did you mean {string.Join(", ", nearest.Select(Quoted))}? Names are case-sensitive."
            : "";
        return new OwoxConfigurationException(
            ErrorReason.ColumnNotFound,
            $"The data mart {dataMartId} has no column{(unknown.Count > 1 ? "s" : "")} {names}. Nothing was queried.{advice}")
        {
            Option = nearest.Length > 0 ? null : ErrorOption.Columns,
            OptionValue = dataMartId,
        };
    }

    private static string Quoted(string name) =>
        $"'{ServerTextSanitizer.Sanitize(name, [], MaxNameLength)}'" + (name.Trim().Length < name.Length ? " (with white space at an end)" : "");
}
