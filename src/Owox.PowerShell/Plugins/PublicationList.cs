using Owox.Errors;
using Owox.Redaction;

namespace Owox.PowerShell.Plugins;

/// <summary>The publications that a connection may manage, read once.</summary>
/// <param name="cmdlet">Asks for them.</param>
/// <param name="scopes">The levels; null for all, of which those are passed over that the connection may not manage.</param>
internal sealed class PublicationList(ConnectionCmdletBase cmdlet, string[]? scopes = null)
{
    private static readonly string[] Levels = ["member", "project", "deployment"];

    private PluginPublication[]? _all;

    public IReadOnlyList<PluginPublication> All => _all ??= [.. (scopes ?? Levels).Distinct(StringComparer.OrdinalIgnoreCase).SelectMany(ListAsync)];

    /// <exception cref="OwoxNotFoundException">There is none with that ID.</exception>
    public PluginPublication ById(string id) =>
        All.FirstOrDefault(publication => string.Equals(publication.PublicationId, id, StringComparison.OrdinalIgnoreCase)) ?? throw NotFound(id);

    public static OwoxNotFoundException NotFound(string which) => new(
        ErrorReason.NotFound,
        ServerTextSanitizer.Sanitize($"There is no publication {which} among those that this connection may manage. Get-OwoxPluginPublication lists them.", [])!,
        new ApiErrorResponse(404, "GET", "/api/plugins/publications"));

    private PluginPublication[] ListAsync(string scope)
    {
        try
        {
            return cmdlet.Call((client, cancellationToken) => client.Plugins.ListAsync(scope.ToLowerInvariant(), cancellationToken));
        }
        catch (OwoxPermissionException e) when (scopes is null)
        {
            cmdlet.WriteVerbose($"Without the publications of the level {scope}: {e.ServerMessage}");
            return [];
        }
    }
}
