using System.Management.Automation;
using System.Management.Automation.Language;
using Owox.Errors;
using Owox.Redaction;

namespace Owox.PowerShell.Inventory;

/// <summary>Finds things of one kind by ID or by whole title. Asks for their list once, and only where a title is given.</summary>
/// <param name="kind">What messages call one.</param>
/// <param name="command">The cmdlet that lists them.</param>
/// <param name="route">Where the server lists them.</param>
internal abstract class TitleResolver(string kind, string command, string route)
{
    private List<ResolvedItem>? _all;

    /// <summary>All that the connection may see.</summary>
    public IReadOnlyList<ResolvedItem> All => _all ??= Read().ToList();

    /// <summary>The one that is meant: what looks like an ID is one; all else is a title, in which case does not count.</summary>
    /// <exception cref="OwoxNotFoundException">There is none with that title.</exception>
    /// <exception cref="OwoxConfigurationException">There are several.</exception>
    public ResolvedItem Find(string idOrTitle)
    {
        if (Guid.TryParseExact(idOrTitle, "D", out _))
        {
            return new ResolvedItem(idOrTitle, TitleOf(idOrTitle));
        }

        var found = All.Where(one => one.Id == idOrTitle || string.Equals(one.Title, idOrTitle, StringComparison.OrdinalIgnoreCase)).ToArray();
        return found.Length switch
        {
            1 => found[0],
            0 => throw NotFound(NothingHas(ServerTextSanitizer.Sanitize(idOrTitle, []) ?? "")),
            _ => throw new OwoxConfigurationException(
                ErrorReason.TitleAmbiguous,
                $"{found.Length} {kind}s have the title '{ServerTextSanitizer.Sanitize(idOrTitle, [])}'. Give the ID of the one that you mean: {string.Join(", ", found.Select(static one => one.Id))}."),
        };
    }

    /// <summary>The ID of the one that is meant.</summary>
    /// <inheritdoc cref="Find" path="/exception"/>
    public string IdOf(string idOrTitle) => Find(idOrTitle).Id;

    /// <summary>The title, where the list was read already; null where it is not known.</summary>
    public string? TitleOf(string id) => _all?.Find(one => one.Id == id)?.Title;

    /// <summary>Says that there is no such thing.</summary>
    public OwoxNotFoundException NotFound(string message) => new(ErrorReason.NotFound, message, new ApiErrorResponse(404, "GET", route));

    /// <summary>Reads the list.</summary>
    protected abstract IEnumerable<ResolvedItem> Read();

    private string NothingHas(string name)
    {
        var isPattern = WildcardPattern.ContainsWildcardCharacters(name);
        var pattern = CodeGeneration.EscapeSingleQuotedStringContent(isPattern ? name : $"*{name}*");
        return $"There is no {kind} with the ID or title '{name}', or this connection may not see it. "
            + (isPattern ? $"Wildcards are not taken here: {command} '{pattern}' takes them." : $"{command} '{pattern}' finds parts of a title.");
    }
}
