using System;
using System.Collections.Generic;
using System.Linq;
using Owox.Http;
using Owox.PowerShell.Commands;

namespace Owox.PowerShell.Inventory;

/// <summary>Finds data marts by ID or by whole title. Asks for the list of data marts once, and only where it is needed.</summary>
internal sealed class DataMartNames(ConnectedCommand cmdlet)
{
    private List<DataMart>? _all;

    /// <summary>All data marts that the connection may see.</summary>
    public IReadOnlyList<DataMart> All => _all ??= ReadAll();

    /// <summary>The ID: what looks like one is one; all else is a title, in which case does not count.</summary>
    /// <exception cref="OwoxNotFoundException">There is no data mart with that title.</exception>
    /// <exception cref="OwoxConfigurationException">There are several.</exception>
    public string IdOf(string idOrTitle)
    {
        if (Guid.TryParseExact(idOrTitle, "D", out _))
        {
            return idOrTitle;
        }

        var found = All.Where(mart =>
            mart.Id == idOrTitle || string.Equals(mart.Title, idOrTitle, StringComparison.OrdinalIgnoreCase)).ToArray();
        var shown = ServerText.Clean(idOrTitle, []) ?? "";
        return found.Length switch
        {
            1 => found[0].Id,
            0 => throw NotFound($"There is no data mart with the ID or title '{shown}', or this connection may not see it. Get-OwoxDataMart '*{shown}*' finds parts of a title."),
            _ => throw new OwoxConfigurationException(
                ErrorReason.TitleAmbiguous,
                $"{found.Length} data marts have the title '{shown}'. Give the ID of the one that you mean: {string.Join(", ", found.Select(static mart => mart.Id))}."),
        };
    }

    /// <summary>The title, where the list was read already; null where it is not known.</summary>
    public string? TitleOf(string id) => _all?.FirstOrDefault(mart => mart.Id == id)?.Title;

    public static OwoxNotFoundException NotFound(string message) =>
        new(ErrorReason.NotFound, message, new ApiRefusal(404, "GET", "/api/data-marts"));

    private List<DataMart> ReadAll()
    {
        var pager = new DataMartPager(null, 0);
        var all = new List<DataMart>();
        while (cmdlet.Call(pager.NextAsync) is { } page)
        {
            all.AddRange(page.Items);
        }

        return all;
    }
}
