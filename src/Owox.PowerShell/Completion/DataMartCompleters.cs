using System.Collections.Generic;
using System.Linq;

namespace Owox.PowerShell.Completion;

/// <summary>Completes data marts by their titles or IDs, and puts in the ID.</summary>
public sealed class DataMartIdCompleter : LookupCompleter
{
    private protected override IEnumerable<Choice> Find(Lookups lookups, TypedLine line) =>
        lookups.DataMarts.Select(static mart => Choice.ById(mart.Id, mart.Title, DataMartText.About(mart)));
}

/// <summary>Completes data marts by their titles or IDs, and puts in the title; the ID where another has the same title.</summary>
public sealed class DataMartNameCompleter : LookupCompleter
{
    private protected override IEnumerable<Choice> Find(Lookups lookups, TypedLine line)
    {
        var titles = lookups.DataMarts.ToLookup(static mart => mart.Title, System.StringComparer.OrdinalIgnoreCase);
        return lookups.DataMarts.Select(mart =>
        {
            var byId = Choice.ById(mart.Id, mart.Title, DataMartText.About(mart));
            return titles[mart.Title].Skip(1).Any() ? byId : byId with { Text = Quoted.Argument(mart.Title) };
        });
    }
}

/// <summary>What the list tells of a data mart.</summary>
internal static class DataMartText
{
    public static string About(DataMart mart) =>
        $"{mart.Title}: {mart.Status}, {mart.StorageTitle ?? mart.StorageType}, {mart.Id}";
}
