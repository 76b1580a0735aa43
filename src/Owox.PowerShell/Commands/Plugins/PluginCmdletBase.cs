using System.Management.Automation;
using Owox.PowerShell.Plugins;

namespace Owox.PowerShell.Commands.Plugins;

/// <summary>The base class of cmdlets for plugins, which are specified by their repositories or by one of their publications.</summary>
public abstract class PluginCmdletBase : ConnectionCmdletBase
{
    private protected const string RepositorySet = "Repository";
    private protected const string IdSet = "Id";

    private PublicationList? _list;

    /// <summary>GitHub repositories, as URLs or owner/name.</summary>
    [Parameter(ParameterSetName = RepositorySet, Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    public string[]? Repository { get; set => Bind(ref field, value); }

    /// <summary>IDs of publications.</summary>
    [Parameter(ParameterSetName = IdSet, Mandatory = true, ValueFromPipelineByPropertyName = true)]
    [Alias("PublicationId")]
    [ValidateNotNullOrEmpty]
    public string[]? Id { get; set => Bind(ref field, value); }

    /// <summary>Runs an action for each plugin, with its repository and, if the plugin was specified by a publication, the publication.</summary>
    private protected void ForEach(Action<string, PluginPublication?> act)
    {
        foreach (var repository in Repository ?? [])
        {
            InvokeForItem(Repository!.Length, repository, () => act(repository, null));
        }

        foreach (var id in Id ?? [])
        {
            InvokeForItem(Id!.Length, id, () =>
            {
                var publication = (_list ??= new PublicationList(this)).ById(id);
                act(publication.Repository, publication);
            });
        }
    }

    /// <summary>Suspends each plugin in the deployment, or ends its suspension.</summary>
    private protected void SetSuspension(bool suspended, string action, string? note) => ForEach((repository, _) =>
    {
        if (ShouldProcess(repository, action))
        {
            WriteObject(Call((client, cancellationToken) => client.Plugins.SetSuspensionAsync(repository, suspended, note, cancellationToken)));
        }
    });
}
