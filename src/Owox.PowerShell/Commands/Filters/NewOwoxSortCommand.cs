using System.Management.Automation;
using Owox.PowerShell.Completion;
using Owox.Queries;

namespace Owox.PowerShell.Commands.Filters;

/// <summary>Makes keys for -Sort. Makes no call.</summary>
[Cmdlet(VerbsCommon.New, "OwoxSort")]
[OutputType(typeof(SortRule))]
public sealed class NewOwoxSortCommand : OwoxCmdletBase
{
    /// <summary>Exact names of columns, the first key first; case counts.</summary>
    [Parameter(Mandatory = true, Position = 0)]
    [ArgumentCompleter(typeof(ColumnCompleter))]
    public string[]? Column { get; set; }

    /// <summary>The greatest value first, as in Sort-Object.</summary>
    [Parameter]
    public SwitchParameter Descending { get; set; }

    private protected override void ProcessInput()
    {
        foreach (var column in Column!)
        {
            var rule = new SortRule(column, Descending ? "desc" : "asc");
            InvokeTerminating(column, () => RuleValidator.Check(rule));
            WriteObject(rule);
        }
    }
}
