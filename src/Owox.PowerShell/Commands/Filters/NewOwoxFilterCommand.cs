using System.Management.Automation;
using Owox.PowerShell.Binding;
using Owox.PowerShell.Completion;
using Owox.PowerShell.Filters;
using Owox.PowerShell.Rules;
using Owox.Queries;

namespace Owox.PowerShell.Commands.Filters;

/// <summary>Creates conditions for -Filter, or shows the rules for a script block. Sends no request.</summary>
[Cmdlet(VerbsCommon.New, "OwoxFilter", DefaultParameterSetName = ValueSet)]
[OutputType(typeof(FilterRule))]
public sealed class NewOwoxFilterCommand : OwoxCmdletBase
{
    private const string ValueSet = "Value";
    private const string BetweenSet = "Between";
    private const string RelativeSet = "Relative";
    private const string BlockSet = "ScriptBlock";

    /// <summary>The exact name of the column, case-sensitive.</summary>
    [Parameter(Mandatory = true, Position = 0, ParameterSetName = ValueSet)]
    [Parameter(Mandatory = true, Position = 0, ParameterSetName = BetweenSet)]
    [Parameter(Mandatory = true, Position = 0, ParameterSetName = RelativeSet)]
    [ArgumentCompleter(typeof(ColumnCompleter))]
    [AllowNull]
    [AllowEmptyString]
    public string? Column { get; set => Bind(ref field, value); }

    /// <summary>
    /// An operator of the server, such as eq, gt, in, contains or is_null. The aliases ne, ge, le, notin, match and notmatch are also
    /// accepted.
    /// </summary>
    [Parameter(Mandatory = true, Position = 1, ParameterSetName = ValueSet)]
    [ArgumentCompleter(typeof(OperatorCompleter))]
    public string? Operator { get; set => Bind(ref field, value); }

    /// <summary>A string, a number, a date or a Boolean; several values for in and not_in; none for operators such as is_null.</summary>
    [Parameter(Position = 2, ParameterSetName = ValueSet)]
    [AllowNull]
    [AllowEmptyString]
    [AllowEmptyCollection]
    public object? Value { get; set => Bind(ref field, value); }

    /// <summary>The minimum and the maximum, both included.</summary>
    [Parameter(Mandatory = true, ParameterSetName = BetweenSet)]
    [ValidateCount(2, 2)]
    public object[]? Between { get; set => Bind(ref field, value); }

    /// <summary>A range of days relative to the day of the query, such as yesterday, last_month or last_n_days.</summary>
    [Parameter(Mandatory = true, ParameterSetName = RelativeSet)]
    [ArgumentCompleter(typeof(RelativeDateCompleter))]
    public string? Relative { get; set => Bind(ref field, value); }

    /// <summary>The number of days or months, 1 to 3650; for last_n_days, last_n_months and next_n_days.</summary>
    [Parameter(ParameterSetName = RelativeSet)]
    [SingleValue]
    [AllowNull]
    public int? Count { get; set => Bind(ref field, value); }

    /// <summary>A condition as for Where-Object. It is translated and never executed.</summary>
    [Parameter(Mandatory = true, Position = 0, ParameterSetName = BlockSet)]
    [SingleValue(RejectsNull = true)]
    public ScriptBlock? ScriptBlock { get; set => Bind(ref field, value); }

    /// <summary>The alias path of a joined data mart. Its rows are filtered before the join.</summary>
    [Parameter]
    [Alias("AliasPath")]
    [ArgumentCompleter(typeof(AliasPathCompleter))]
    [ValidateNotNullOrEmpty]
    public string? PreJoin { get; set; }

    /// <summary>An aggregate function, such as SUM. The condition applies to the aggregated value.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(FunctionCompleter))]
    [ValidateNotNullOrEmpty]
    public string? Function { get; set; }

    // PowerShell would report null as the value of -ScriptBlock, which has the same position.
    private protected override void Prepare() => InvokeTerminating(target: null, () =>
    {
        if (ScriptBlock is null && string.IsNullOrEmpty(Column))
        {
            throw new OwoxConfigurationException(
                ErrorReason.ParameterIsNull, "The value of -Column is null or empty, for example because a variable was never set. Specify the name of a column.");
        }
    });

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

    // A value that was not specified is missing and not null.
    private FilterRule Compared(FilterRule rule) => MyInvocation.BoundParameters.ContainsKey(nameof(Value)) ? NullValue.Resolve(rule) : rule;

    // A single value for a list operator is also a list.
    private object? Listed(object? value) =>
        RuleReader.Operator(Operator!) is "in" or "not_in" && value is not (null or object?[]) ? new object?[] { value } : value;

    private FilterRule Placed(FilterRule rule) => rule with
    {
        Placement = PreJoin is null ? null : "pre-join",
        AliasPath = PreJoin,
        Function = Function?.ToUpperInvariant(),
    };
}
