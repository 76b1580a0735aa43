using System.Management.Automation;
using Owox.PowerShell.Completion;

namespace Owox.PowerShell.Commands.Plugins;

/// <summary>Takes plugins out of the Gallery, or some projects out of a plugin's audience. Installations stay.</summary>
[Cmdlet(VerbsData.Unpublish, "OwoxPlugin", SupportsShouldProcess = true, DefaultParameterSetName = RepositorySet)]
[OutputType(typeof(PluginPublication))]
public sealed class UnpublishOwoxPluginCommand : PluginCmdletBase
{
    /// <summary>The level that they were published at: member, project or deployment.</summary>
    [Parameter(ParameterSetName = RepositorySet, Mandatory = true, Position = 1, ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(PluginScopeCompleter))]
    [ValidateNotNullOrEmpty]
    public string Scope { get; set; } = "";

    /// <summary>Projects to take out of the audience; for the level deployment. Default: the whole publication.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string[] ProjectId { get; set; } = [];

    private protected override void ProcessInput() => ForEach((repository, publication) =>
    {
        var scope = (publication?.Scope ?? Scope).ToLowerInvariant();
        var what = ProjectId.Length == 0 ? "Take out of the Gallery" : $"Take {string.Join(", ", ProjectId)} out of the audience";
        if (ShouldProcess(repository, $"{what} at the level {scope}"))
        {
            var audience = new PluginAudience(ProjectId, AllProjects: false);
            WriteObject(Call((client, cancellationToken) => client.Plugins.UnpublishAsync(repository, scope, audience, cancellationToken)));
        }
    });
}
