using System;
using System.Collections.Generic;
using System.Linq;
using Owox.Http;
using Owox.PowerShell.Commands;

namespace Owox.PowerShell.Plugins;

/// <summary>The publications that a connection may manage, read once.</summary>
/// <param name="cmdlet">Asks for them.</param>
/// <param name="scopes">The levels; null for all, of which those are passed over that the connection may not manage.</param>
internal sealed class PublicationList(ConnectedCommand cmdlet, string[]? scopes = null)
{
    private static readonly string[] Levels = ["member", "project", "deployment"];

    private PluginPublication[]? _all;

    public IReadOnlyList<PluginPublication> All => _all ??= [.. (scopes ?? Levels).Distinct(StringComparer.OrdinalIgnoreCase).SelectMany(Of)];

    /// <exception cref="OwoxNotFoundException">There is none with that ID.</exception>
    public PluginPublication ById(string id) =>
        All.FirstOrDefault(publication => string.Equals(publication.PublicationId, id, StringComparison.OrdinalIgnoreCase)) ?? throw NotFound(id);

    public static OwoxNotFoundException NotFound(string which) => new(
        ErrorReason.NotFound,
        ServerText.Clean($"There is no publication {which} among those that this connection may manage. Get-OwoxPluginPublication lists them.", [])!,
        new ApiRefusal(404, "GET", "/api/plugins/publications"));

    private PluginPublication[] Of(string scope)
    {
        try
        {
            return cmdlet.Call((client, stop) => client.Plugins.ListAsync(scope.ToLowerInvariant(), stop));
        }
        catch (OwoxPermissionException e) when (scopes is null)
        {
            cmdlet.WriteVerbose($"Without the publications of the level {scope}: {e.ServerMessage}");
            return [];
        }
    }
}
