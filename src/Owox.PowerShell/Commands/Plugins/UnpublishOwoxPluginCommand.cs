using System.Management.Automation;
using Owox.PowerShell.Completion;

namespace Owox.PowerShell.Commands.Plugins;

/// <summary>Removes plugins from the Gallery, or projects from the audience of a plugin. Installations are not removed.</summary>
[Cmdlet(VerbsData.Unpublish, "OwoxPlugin", SupportsShouldProcess = true, DefaultParameterSetName = RepositorySet)]
[OutputType(typeof(PluginPublication))]
public sealed class UnpublishOwoxPluginCommand : PluginCmdletBase
{
    /// <summary>The scope of the publication: member, project or deployment.</summary>
    [Parameter(ParameterSetName = RepositorySet, Mandatory = true, Position = 1, ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(PluginScopeCompleter))]
    [ValidateNotNullOrEmpty]
    public string Scope { get; set => Bind(ref field, value); } = "";

    /// <summary>Projects to remove from the audience; for the scope deployment. Default: the entire publication.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string[] ProjectId { get; set; } = [];

    private protected override void ProcessInput() => ForEach((repository, publication) =>
    {
        var scope = (publication?.Scope ?? Scope).ToLowerInvariant();
        var what = ProjectId.Length == 0 ? "Remove from the Gallery" : $"Remove {string.Join(", ", ProjectId)} from the audience";
        if (ShouldProcess(repository, $"{what} with the scope {scope}"))
        {
            var audience = new PluginAudience(ProjectId, AllProjects: false);
            WriteObject(Call((client, cancellationToken) => client.Plugins.UnpublishAsync(repository, scope, audience, cancellationToken)));
        }
    });
}
