using System.Management.Automation;
using Owox.PowerShell.Completion;
using Owox.Queries;

namespace Owox.PowerShell.Commands.Filters;

/// <summary>Makes aggregations for -Aggregation. Makes no call.</summary>
[Cmdlet(VerbsCommon.New, "OwoxAggregation")]
[OutputType(typeof(AggregationRule))]
public sealed class NewOwoxAggregationCommand : OwoxCmdletBase
{
    /// <summary>Exact names of columns; case counts.</summary>
    [Parameter(Mandatory = true, Position = 0)]
    [ArgumentCompleter(typeof(ColumnCompleter))]
    public string[]? Column { get; set; }

    /// <summary>Aggregate functions, each for each column.</summary>
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
