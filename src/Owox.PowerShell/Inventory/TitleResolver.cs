using System.Management.Automation;
using System.Management.Automation.Language;
using Owox.Errors;
using Owox.Redaction;

namespace Owox.PowerShell.Inventory;

/// <summary>Finds items of one kind by ID or by complete title. Reads their list once, and only if a title is specified.</summary>
/// <param name="kind">The name of an item in messages.</param>
/// <param name="command">The cmdlet that lists them.</param>
/// <param name="route">The path of their list.</param>
internal abstract class TitleResolver(string kind, string command, string route)
{
    private List<ResolvedItem>? _all;

    /// <summary>All items that the connection has access to.</summary>
    public IReadOnlyList<ResolvedItem> All => _all ??= Read().ToList();

    /// <summary>Returns the item with this ID, or with this title (case-insensitive). A GUID is always an ID.</summary>
    /// <exception cref="OwoxNotFoundException">No item has the title.</exception>
    /// <exception cref="OwoxConfigurationException">Several items have the title.</exception>
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
            0 => throw NotFound(DescribeNoMatch(ServerTextSanitizer.Sanitize(idOrTitle, []) ?? "")),
            _ => throw new OwoxConfigurationException(
                ErrorReason.TitleAmbiguous,
                $"{found.Length} {kind}s have the title '{ServerTextSanitizer.Sanitize(idOrTitle, [])}'. Specify the ID of one of them: {string.Join(", ", found.Select(static one => one.Id))}."),
        };
    }

    /// <summary>Returns the ID of the item.</summary>
    /// <inheritdoc cref="Find" path="/exception"/>
    public string IdOf(string idOrTitle) => Find(idOrTitle).Id;

    /// <summary>Returns the title if the list was read; otherwise null.</summary>
    public string? TitleOf(string id) => _all?.Find(one => one.Id == id)?.Title;

    /// <summary>Creates the error for an item that does not exist.</summary>
    public OwoxNotFoundException NotFound(string message) => new(ErrorReason.NotFound, message, new ApiErrorResponse(404, "GET", route));

    /// <summary>Reads the list.</summary>
    protected abstract IEnumerable<ResolvedItem> Read();

    private string DescribeNoMatch(string name)
    {
        var isPattern = WildcardPattern.ContainsWildcardCharacters(name);
        var pattern = CodeGeneration.EscapeSingleQuotedStringContent(isPattern ? name : $"*{name}*");
        return $"There is no {kind} with the ID or title '{name}', or this connection does not have access to it. "
            + (isPattern ? $"Wildcards are not supported here, but {command} '{pattern}' supports them." : $"To match a part of a title, use {command} '{pattern}'.");
    }
}

/// <summary>An item that the user specified.</summary>
/// <param name="Id">Its ID.</param>
/// <param name="Title">Its title, or null if unknown.</param>
/// <param name="DataMartId">The ID of its data mart, or null if unknown.</param>
internal sealed record ResolvedItem(string Id, string? Title, string? DataMartId = null)
{
    /// <summary>Its name in messages: its title, if known, and its ID.</summary>
    public string FullName => ServerTextSanitizer.Sanitize(Title is null ? Id : $"{Title} ({Id})", [])!;
}

/// <summary>Finds data marts by ID or by complete title.</summary>
internal sealed class DataMartResolver(ConnectionCmdletBase cmdlet) : TitleResolver("data mart", "Get-OwoxDataMart", "/api/data-marts")
{
    protected override IEnumerable<ResolvedItem> Read() => cmdlet
        .ReadAll(static client => client.DataMarts.ListPagesAsync())
        .Select(static mart => new ResolvedItem(mart.Id, mart.Title));
}

/// <summary>Finds reports by ID or by complete title.</summary>
internal sealed class ReportResolver(ConnectionCmdletBase cmdlet) : TitleResolver("report", "Get-OwoxReport", "/api/reports")
{
    protected override IEnumerable<ResolvedItem> Read() => cmdlet
        .ReadAll(static client => client.Reports.ListPagesAsync())
        .Select(static report => new ResolvedItem(report.Id, report.Title, report.DataMartId));
}
