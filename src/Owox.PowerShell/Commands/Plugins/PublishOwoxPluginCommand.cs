using System.Management.Automation;
using Owox.PowerShell.Completion;
using Owox.PowerShell.Plugins;

namespace Owox.PowerShell.Commands.Plugins;

/// <summary>Publishes plugins in the Gallery, for yourself, for the project or for the deployment.</summary>
[Cmdlet(VerbsData.Publish, "OwoxPlugin", SupportsShouldProcess = true, DefaultParameterSetName = LevelSet)]
[OutputType(typeof(PluginPublication))]
public sealed class PublishOwoxPluginCommand : ConnectionCmdletBase
{
    private const string LevelSet = "Level";
    private const string ProjectsSet = "Projects";
    private const string AllProjectsSet = "AllProjects";

    /// <summary>GitHub repositories, as URLs or owner/name.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    public string[] Repository { get; set; } = [];

    /// <summary>The members who can see the plugins: member (only you), project or deployment.</summary>
    [Parameter(Mandatory = true, Position = 1, ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(PluginScopeCompleter))]
    [ValidateNotNullOrEmpty]
    public string Scope { get; set; } = "";

    /// <summary>Projects to add to the audience; for the scope deployment.</summary>
    [Parameter(ParameterSetName = ProjectsSet, Mandatory = true)]
    [ValidateNotNullOrEmpty]
    public string[] ProjectId { get; set => Bind(ref field, value); } = [];

    /// <summary>All projects, also future ones; for the scope deployment.</summary>
    [Parameter(ParameterSetName = AllProjectsSet, Mandatory = true)]
    public SwitchParameter AllProjects { get; set => Bind(ref field, value); }

    private protected override void ProcessInput()
    {
        foreach (var repository in Repository)
        {
            InvokeForItem(Repository.Length, repository, () => Publish(repository));
        }
    }

    private void Publish(string repository)
    {
        if (!ShouldProcess(repository, $"Publish in the Gallery with the scope {Scope}"))
        {
            return;
        }

        try
        {
            var audience = new PluginAudience(ProjectId, AllProjects);
            WriteObject(Call((client, cancellationToken) => client.Plugins.PublishAsync(repository, Scope.ToLowerInvariant(), audience, cancellationToken)));
        }
        catch (OwoxApiException e)
        {
            foreach (var hint in PluginErrorHints.GetHints(e))
            {
                WriteWarning(hint);
            }

            throw;
        }
    }
}
