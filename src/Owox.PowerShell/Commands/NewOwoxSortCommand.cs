using System.Management.Automation;
using Owox.PowerShell.Completion;
using Owox.Rules;

namespace Owox.PowerShell.Commands;

/// <summary>Makes keys for -Sort. Makes no call.</summary>
[Cmdlet(VerbsCommon.New, "OwoxSort")]
[OutputType(typeof(SortRule))]
public sealed class NewOwoxSortCommand : OwoxCommand
{
    /// <summary>Exact names of columns, the first key first; case counts.</summary>
    [Parameter(Mandatory = true, Position = 0)]
    [ArgumentCompleter(typeof(ColumnCompleter))]
    public string[]? Column { get; set; }

    /// <summary>The greatest value first, as in Sort-Object.</summary>
    [Parameter]
    public SwitchParameter Descending { get; set; }

    protected override void ProcessRecord()
    {
        foreach (var column in Column!)
        {
            var rule = new SortRule(column, Descending ? "desc" : "asc");
            OrTerminate(column, () => RuleChecks.Check(rule));
            WriteObject(rule);
        }
    }
}
