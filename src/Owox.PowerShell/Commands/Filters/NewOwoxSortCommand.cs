using System.Management.Automation;
using Owox.PowerShell.Completion;
using Owox.Queries;

namespace Owox.PowerShell.Commands.Filters;

/// <summary>Creates sort keys for -Sort. Sends no request.</summary>
[Cmdlet(VerbsCommon.New, "OwoxSort")]
[OutputType(typeof(SortRule))]
public sealed class NewOwoxSortCommand : OwoxCmdletBase
{
    /// <summary>The exact names of columns in the order of the keys, case-sensitive.</summary>
    [Parameter(Mandatory = true, Position = 0)]
    [ArgumentCompleter(typeof(ColumnCompleter))]
    public string[]? Column { get; set; }

    /// <summary>Sorts in descending order, as in Sort-Object.</summary>
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
