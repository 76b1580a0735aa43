using System.Management.Automation;
using Owox.PowerShell.Completion;
using Owox.PowerShell.Output;

namespace Owox.PowerShell.Commands.Inventory;

/// <summary>Lists the contexts of the project, which are business areas.</summary>
[Cmdlet(VerbsCommon.Get, "OwoxContext", DefaultParameterSetName = NameSet)]
[OutputType(typeof(ProjectContext))]
public sealed class GetOwoxContextCommand : ConnectionCmdletBase
{
    private const string NameSet = "Name";
    private const string IdSet = "Id";

    /// <summary>Names, with wildcards, case-insensitive. Default: all.</summary>
    [Parameter(ParameterSetName = NameSet, Position = 0)]
    [ArgumentCompleter(typeof(TitleCompleter))]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    public string[]? Name { get; set => Bind(ref field, value); }

    /// <summary>IDs of contexts.</summary>
    [Parameter(ParameterSetName = IdSet, Mandatory = true, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("ContextId")]
    [ArgumentCompleter(typeof(ContextIdCompleter))]
    [ValidateNotNullOrEmpty]
    public string[]? Id { get; set => Bind(ref field, value); }

    private ProjectContext[]? _all;

    private protected override void ProcessInput()
    {
        foreach (var id in Id ?? [])
        {
            InvokeNonTerminating(id, () => WriteById(id));
        }
    }

    private protected override void Complete()
    {
        if (ParameterSetName == NameSet)
        {
            InvokeTerminating(Connection, () =>
            {
                var names = new WildcardFilter(Name);
                WriteObject(names.Choose(All(), static context => context.Name, static context => context.Id), enumerateCollection: true);
                WriteUnmatched(names, "context", "name");
            });
        }
    }

    private ProjectContext[] All() => _all ??= Call(static (client, cancellationToken) => client.Projects.ListContextsAsync(cancellationToken));

    private void WriteById(string id)
    {
        if (Array.Find(All(), context => context.Id == id) is { } found)
        {
            WriteObject(found);
        }
        else
        {
            WriteNotFound($"There is no context with the ID '{id}' in this project.", id);
        }
    }
}
