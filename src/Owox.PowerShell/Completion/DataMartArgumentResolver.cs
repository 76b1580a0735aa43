using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Language;
using Owox.PowerShell.Binding;
using Owox.PowerShell.Output;

namespace Owox.PowerShell.Completion;

/// <summary>
/// Finds the data marts of a command line: in the parameters of the command, in its pipeline input, or in other commands of the line.
/// </summary>
internal static class DataMartArgumentResolver
{
    // The columns of more data marts are not useful, and each data mart requires a request.
    private const int MaxDataMarts = 5;

    private static readonly string[] Parameters = ["DataMartId", "Id"];

    /// <summary>Returns the IDs of the data marts.</summary>
    public static IReadOnlyList<string> Find(CompletionLine line, CompletionDataSource lookups)
    {
        // A rule that is created separately is used by an export elsewhere in the command line.
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

    /// <summary>Returns the IDs that the value of a parameter specifies.</summary>
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

        // Only commands that return data marts select them by title; the -Title of Export-OwoxDataMart is part of a file name.
        if (command.IsAbout("DataMart") && !command.Has("Directory") && command.Value("Title") is { } titles)
        {
            yield return new DataMartTitles(titles);
        }

        // Where-Object and similar commands pass on their input.
        var sources = command.Before.Select(static element => (Ast?)element).Append(command.Source(id));
        foreach (var given in sources.SelectMany(Given))
        {
            yield return given;
        }
    }

    // The arguments of an earlier command or of a command in parentheses, or a value.
    private static IEnumerable<object?> Given(Ast? source) => source switch
    {
        null => [],
        CommandAst command => Given(CommandArguments.Read(command)),
        _ when AstValueReader.Read(source) is { } value => [value],
        _ => source.FindAll(static ast => ast is CommandAst, searchNestedScriptBlocks: false).Cast<CommandAst>().Take(1).SelectMany(Given),
    };

    // An ID does not require a list of data marts; a title does.
    private static IEnumerable<string> ByName(string name, CompletionDataSource lookups) => Guid.TryParse(name, out _)
        ? [name]
        : lookups.DataMarts
            .Where(mart => mart.Id == name || string.Equals(mart.Title, name, StringComparison.OrdinalIgnoreCase))
            .Select(static mart => mart.Id);
}

/// <summary>The titles by which Get-OwoxDataMart selects data marts, with wildcards.</summary>
internal sealed class DataMartTitles(object titles)
{
    private readonly WildcardFilter _filter = new(LanguagePrimitives.ConvertTo<string[]>(titles));

    /// <summary>Returns the data marts that match; empty if the pattern is invalid.</summary>
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
