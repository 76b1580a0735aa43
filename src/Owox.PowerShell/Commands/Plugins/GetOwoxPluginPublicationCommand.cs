using System.Management.Automation;
using Owox.PowerShell.Completion;
using Owox.PowerShell.Output;
using Owox.PowerShell.Plugins;

namespace Owox.PowerShell.Commands.Plugins;

/// <summary>Lists the plugins that you can manage in the Gallery.</summary>
[Cmdlet(VerbsCommon.Get, "OwoxPluginPublication", DefaultParameterSetName = ListSet)]
[OutputType(typeof(PluginPublication))]
public sealed class GetOwoxPluginPublicationCommand : ConnectionCmdletBase
{
    private const string ListSet = "Repository";
    private const string IdSet = "Id";

    private PublicationList? _list;

    /// <summary>Repositories as owner/name, with wildcards. Default: all.</summary>
    [Parameter(ParameterSetName = ListSet, Position = 0)]
    [SupportsWildcards]
    [ValidateNotNullOrEmpty]
    public string[]? Repository { get; set => Bind(ref field, value); }

    /// <summary>IDs of publications.</summary>
    [Parameter(ParameterSetName = IdSet, Mandatory = true, ValueFromPipelineByPropertyName = true)]
    [Alias("PublicationId")]
    [ValidateNotNullOrEmpty]
    public string[]? Id { get; set => Bind(ref field, value); }

    /// <summary>Only publications with these scopes: member, project, deployment. Default: all that you can manage.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(PluginScopeCompleter))]
    [ValidateNotNullOrEmpty]
    public string[]? Scope { get; set; }

    private PublicationList Publications => _list ??= new PublicationList(this, Scope);

    private protected override void ProcessInput()
    {
        foreach (var id in Id ?? [])
        {
            InvokeNonTerminating(id, () => WriteObject(Publications.ById(id)));
        }
    }

    private protected override void Complete()
    {
        if (ParameterSetName == ListSet)
        {
            InvokeTerminating(Connection, () =>
            {
                var wanted = new WildcardFilter(Repository);
                WriteObject(wanted.Choose(Publications.All, static publication => publication.Repository), enumerateCollection: true);
                foreach (var repository in wanted.Unmatched)
                {
                    InvokeNonTerminating(repository, () => throw PublicationList.NotFound($"of the repository {repository}"));
                }
            });
        }
    }
}
