using System.Text.RegularExpressions;

namespace Owox.Help;

/// <summary>The syntax of one parameter set on a page.</summary>
internal sealed class SyntaxLine
{
    private static readonly Regex Argument = Pattern.Of(@"(?<open>\[{0,2})-(?<name>\w+)(?<close>\]?)( <(?<type>[^>]+)>)?");

    private SyntaxLine(IReadOnlyList<SyntaxParameter> parameters) => Parameters = parameters;

    public IReadOnlyList<SyntaxParameter> Parameters { get; }

    public static SyntaxLine Parse(Section section, CmdletPage page)
    {
        var position = 0;
        var parameters = new List<SyntaxParameter>();
        var text = section.Text.Replace("```", "", StringComparison.Ordinal).Trim();
        foreach (var match in Argument.Matches(text[text.IndexOf(' ', StringComparison.Ordinal)..]).Cast<Match>())
        {
            var type = match.Groups["type"].Value;
            var open = match.Groups["open"].Value;
            var isPositional = match.Groups["close"].Length > 0 && type.Length > 0;
            parameters.Add(new SyntaxParameter(
                page.Parameter(match.Groups["name"].Value),
                type,
                IsRequired: open.Length == (isPositional ? 1 : 0),
                Position: isPositional ? position++ : null));
        }

        return new SyntaxLine(parameters);
    }
}

/// <summary>A parameter in the syntax of one parameter set.</summary>
/// <param name="Parameter">The documented parameter.</param>
/// <param name="Type">The type that PowerShell shows, or an empty string for a switch.</param>
/// <param name="IsRequired">Whether the set requires it.</param>
/// <param name="Position">The position, or null if the name is required.</param>
internal sealed record SyntaxParameter(HelpParameter Parameter, string Type, bool IsRequired, int? Position);
