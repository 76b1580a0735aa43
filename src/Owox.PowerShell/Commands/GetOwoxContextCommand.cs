using System;
using System.Linq;
using System.Management.Automation;
using Owox.PowerShell.Completion;
using Owox.PowerShell.Output;

namespace Owox.PowerShell.Commands;

/// <summary>Lists the contexts of the project: the business areas that things belong to.</summary>
[Cmdlet(VerbsCommon.Get, "OwoxContext", DefaultParameterSetName = NameSet)]
[OutputType(typeof(ProjectContext))]
public sealed class GetOwoxContextCommand : ReadCommand
{
    private const string NameSet = "Name";

    /// <summary>Names, with wildcards, case ignored. Default: all.</summary>
    [Parameter(ParameterSetName = NameSet, Position = 0)]
    [ArgumentCompleter(typeof(TitleCompleter))]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    public string[]? Name { get; set; }

    /// <summary>IDs of contexts.</summary>
    [Parameter(ParameterSetName = IdSet, Mandatory = true, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("ContextId")]
    [ArgumentCompleter(typeof(ContextIdCompleter))]
    [ValidateNotNullOrEmpty]
    public string[]? Id { get; set; }

    private ProjectContext[]? _all;

    protected override void ProcessRecord()
    {
        foreach (var id in Id ?? [])
        {
            OrReport(id, () => WriteById(id));
        }
    }

    protected override void EndProcessing()
    {
        if (ParameterSetName == NameSet && !MyInvocation.ExpectingInput)
        {
            OrTerminate(Connection, () =>
            {
                var names = new TitleFilter(Name);
                WriteObject(All().Where(context => names.IsMatch(context.Name, context.Id)), enumerateCollection: true);
                ReportUnmatched(names, "context", "name");
            });
        }
    }

    private ProjectContext[] All() => _all ??= Call(static (client, stop) => client.Project.ListContextsAsync(stop));

    private void WriteById(string id)
    {
        if (Array.Find(All(), context => context.Id == id) is { } found)
        {
            WriteObject(found);
        }
        else
        {
            WriteMissing($"There is no context with the ID '{id}' in this project.", id);
        }
    }
}
