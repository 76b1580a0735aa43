using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Language;
using Owox.PowerShell.Binding;
using Owox.PowerShell.Output;

namespace Owox.PowerShell.Completion;

/// <summary>Finds the data marts that a line is about: named by the command, by what is piped to it, or elsewhere on the line.</summary>
internal static class DataMartArgumentResolver
{
    // The columns of more would be more than anyone means, and each costs a call.
    private const int MaxDataMarts = 5;

    private static readonly string[] Parameters = ["DataMartId", "Id"];

    /// <summary>The IDs of the line's data marts.</summary>
    public static IReadOnlyList<string> Find(CompletionLine line, CompletionDataSource lookups)
    {
        // A rule that is made on its own is for an export elsewhere on the line.
        var commands = line.IsAboutDataMarts ? line.Commands : line.Commands.Concat(line.Others);
        foreach (var command in commands)
        {
            var ids = Given(command).SelectMany(given => Ids(given, lookups)).Distinct(StringComparer.Ordinal).Take(MaxDataMarts).ToArray();
            if (ids.Length > 0)
            {
                return ids;
            }
        }

        return [];
    }

    /// <summary>The IDs that are meant by a value of a parameter.</summary>
    public static IEnumerable<string> Ids(object? given, CompletionDataSource lookups) => PSValue.Unwrap(given) switch
    {
        null => [],
        string name => ByName(name, lookups),
        DataMart mart => [mart.Id],
        DataMartTitles titles => titles.Choose(lookups.DataMarts, static mart => mart.Title).Select(static mart => mart.Id),
        IEnumerable several and not IDictionary => several.Cast<object?>().SelectMany(item => Ids(item, lookups)),
        var other => Parameters.Select(name => AstValueReader.Property(other, name)).OfType<string>().Take(1),
    };

    private static IEnumerable<object?> Given(CommandArguments command)
    {
        var id = command.IsAbout("DataMart") ? "Id" : "DataMartId";
        yield return command.Value(id);

        // Only what gets data marts chooses by their titles; Export-OwoxDataMart -Title names a file.
        if (command.IsAbout("DataMart") && !command.Has("Directory") && command.Value("Title") is { } titles)
        {
            yield return new DataMartTitles(titles);
        }

        // Where-Object and its like let through what they are given.
        var sources = command.Before.Select(static element => (Ast?)element).Append(command.Source(id));
        foreach (var given in sources.SelectMany(Given))
        {
            yield return given;
        }
    }

    // What a command before or in parentheses is given, or a value itself.
    private static IEnumerable<object?> Given(Ast? source) => source switch
    {
        null => [],
        CommandAst command => Given(CommandArguments.Read(command)),
        _ when AstValueReader.Read(source) is { } value => [value],
        _ => source.FindAll(static ast => ast is CommandAst, searchNestedScriptBlocks: false).Cast<CommandAst>().Take(1).SelectMany(Given),
    };

    // An ID needs no list; a data mart's title does.
    private static IEnumerable<string> ByName(string name, CompletionDataSource lookups) => Guid.TryParse(name, out _)
        ? [name]
        : lookups.DataMarts
            .Where(mart => mart.Id == name || string.Equals(mart.Title, name, StringComparison.OrdinalIgnoreCase))
            .Select(static mart => mart.Id);
}

/// <summary>What Get-OwoxDataMart chooses by: titles, with wildcards.</summary>
internal sealed class DataMartTitles(object titles)
{
    private readonly WildcardFilter _filter = new(LanguagePrimitives.ConvertTo<string[]>(titles));

    /// <summary>Those that it would choose; none for an invalid pattern.</summary>
    public IReadOnlyList<T> Choose<T>(IEnumerable<T> dataMarts, Func<T, string> title)
    {
        try
        {
            return _filter.Choose(dataMarts, title).ToArray();
        }
        catch (OwoxConfigurationException)
        {
            return [];
        }
    }
}
