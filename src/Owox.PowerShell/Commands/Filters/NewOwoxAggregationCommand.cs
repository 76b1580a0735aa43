using System.Management.Automation;
using Owox.PowerShell.Completion;
using Owox.Queries;

namespace Owox.PowerShell.Commands.Filters;

/// <summary>Creates aggregations for -Aggregation. Sends no request.</summary>
[Cmdlet(VerbsCommon.New, "OwoxAggregation")]
[OutputType(typeof(AggregationRule))]
public sealed class NewOwoxAggregationCommand : OwoxCmdletBase
{
    /// <summary>The exact names of columns, case-sensitive.</summary>
    [Parameter(Mandatory = true, Position = 0)]
    [ArgumentCompleter(typeof(ColumnCompleter))]
    public string[]? Column { get; set; }

    /// <summary>The aggregate functions. Each is applied to each column.</summary>
    [Parameter(Mandatory = true, Position = 1)]
    [ArgumentCompleter(typeof(FunctionCompleter))]
    public string[]? Function { get; set; }

    private protected override void ProcessInput()
    {
        foreach (var column in Column!)
        {
            foreach (var function in Function!)
            {
                var rule = new AggregationRule(column, function.ToUpperInvariant());
                InvokeTerminating(column, () => RuleValidator.Check(rule));
                WriteObject(rule);
            }
        }
    }
}
