using System.Management.Automation;
using Owox.PowerShell.Binding;
using Owox.PowerShell.Completion;
using Owox.PowerShell.Filters;
using Owox.PowerShell.Rules;
using Owox.Queries;

namespace Owox.PowerShell.Commands.Filters;

/// <summary>Makes conditions for -Filter, or shows what rules a block becomes. Makes no call.</summary>
[Cmdlet(VerbsCommon.New, "OwoxFilter", DefaultParameterSetName = ValueSet)]
[OutputType(typeof(FilterRule))]
public sealed class NewOwoxFilterCommand : OwoxCmdletBase
{
    private const string ValueSet = "Value";
    private const string BetweenSet = "Between";
    private const string RelativeSet = "Relative";
    private const string BlockSet = "ScriptBlock";

    /// <summary>The column's exact name; case counts.</summary>
    [Parameter(Mandatory = true, Position = 0, ParameterSetName = ValueSet)]
    [Parameter(Mandatory = true, Position = 0, ParameterSetName = BetweenSet)]
    [Parameter(Mandatory = true, Position = 0, ParameterSetName = RelativeSet)]
    [ArgumentCompleter(typeof(ColumnCompleter))]
    public string? Column { get; set; }

    /// <summary>One of the server's operators, such as eq, gt, in, contains or is_null; ne, ge, le, notin, match and notmatch are understood, too.</summary>
    [Parameter(Mandatory = true, Position = 1, ParameterSetName = ValueSet)]
    [ArgumentCompleter(typeof(OperatorCompleter))]
    public string? Operator { get; set; }

    /// <summary>Text, a number, a date or a boolean; several for in and not_in; none for is_null and its like.</summary>
    [Parameter(Position = 2, ParameterSetName = ValueSet)]
    [AllowNull]
    [AllowEmptyString]
    [AllowEmptyCollection]
    public object? Value { get; set; }

    /// <summary>The least and the greatest value, both included.</summary>
    [Parameter(Mandatory = true, ParameterSetName = BetweenSet)]
    [ValidateCount(2, 2)]
    public object[]? Between { get; set; }

    /// <summary>Days relative to the day of the query, such as yesterday, last_month or last_n_days.</summary>
    [Parameter(Mandatory = true, ParameterSetName = RelativeSet)]
    [ArgumentCompleter(typeof(RelativeDateCompleter))]
    public string? Relative { get; set; }

    /// <summary>How many days or months, 1 to 3650; for last_n_days, last_n_months and next_n_days.</summary>
    [Parameter(ParameterSetName = RelativeSet)]
    [SingleValue]
    [AllowNull]
    public int? Count { get; set; }

    /// <summary>A condition as Where-Object takes it. It is read and never run.</summary>
    [Parameter(Mandatory = true, Position = 0, ParameterSetName = BlockSet)]
    [SingleValue]
    public ScriptBlock? ScriptBlock { get; set; }

    /// <summary>The alias path of a joined data mart, whose rows are filtered before they are joined.</summary>
    [Parameter]
    [Alias("AliasPath")]
    [ArgumentCompleter(typeof(AliasPathCompleter))]
    [ValidateNotNullOrEmpty]
    public string? PreJoin { get; set; }

    /// <summary>An aggregate function, such as SUM: the condition is about the aggregated value.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(FunctionCompleter))]
    [ValidateNotNullOrEmpty]
    public string? Function { get; set; }

    private protected override void ProcessInput() => InvokeTerminating(Column, () =>
    {
        var rules = (ScriptBlock is null ? NullValue.ResolveList(Rule()) : FilterCompiler.Compile(ScriptBlock, this)).Select(Placed).ToArray();
        foreach (var rule in rules)
        {
            RuleValidator.Check(rule);
        }

        WriteObject(rules, enumerateCollection: true);
    });

    private FilterRule Rule() => ParameterSetName switch
    {
        BetweenSet => new FilterRule(Column!, "between") { Value = new BetweenValue(RuleValue.Normalize(Between![0])!, RuleValue.Normalize(Between[1])!) },
        RelativeSet => new FilterRule(Column!, "relative_date") { Value = new RelativeDateValue(Relative!.ToLowerInvariant(), Count) },
        _ => Compared(new FilterRule(Column!, RuleReader.Operator(Operator!)) { Value = Listed(RuleValue.Normalize(Value)) }),
    };

    // A value that was left out is not null: it is missing.
    private FilterRule Compared(FilterRule rule) => MyInvocation.BoundParameters.ContainsKey(nameof(Value)) ? NullValue.Resolve(rule) : rule;

    // One value of a list is a list, too.
    private object? Listed(object? value) =>
        RuleReader.Operator(Operator!) is "in" or "not_in" && value is not (null or object?[]) ? new object?[] { value } : value;

    private FilterRule Placed(FilterRule rule) => rule with
    {
        Placement = PreJoin is null ? null : "pre-join",
        AliasPath = PreJoin,
        Function = Function?.ToUpperInvariant(),
    };
}
