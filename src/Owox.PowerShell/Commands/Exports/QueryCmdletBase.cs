using System.Management.Automation;
using Owox.PowerShell.Binding;
using Owox.PowerShell.Completion;
using Owox.PowerShell.Exports;
using Owox.PowerShell.Rules;

namespace Owox.PowerShell.Commands.Exports;

/// <summary>A cmdlet that asks for rows: which columns, which rows, in what order.</summary>
public abstract class QueryCmdletBase : ExportCmdletBase
{
    /// <summary>Exact names of columns, in the order wanted; case counts. Default: all native columns.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(ColumnCompleter))]
    [ValidateNotNullOrEmpty]
    public string[]? Column { get; set; }

    /// <summary>All native columns, with those of -Column after them.</summary>
    [Parameter]
    public SwitchParameter AllColumns { get; set; }

    /// <summary>All native columns and all joined ones. Excludes -Column.</summary>
    [Parameter]
    public SwitchParameter IncludeJoined { get; set; }

    /// <summary>Conditions, all of which a row must meet: blocks such as Where-Object takes, rules of New-OwoxFilter, hashtables, JSON text, mixed.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(FilterCompleter))]
    [ValidateNotNullOrEmpty]
    public object[]? Filter { get; set; }

    /// <summary>Keys to sort by, such as 'date desc': text, rules of New-OwoxSort, hashtables, JSON text.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(SortCompleter))]
    [ValidateNotNull]
    public object[]? Sort { get; set; }

    /// <summary>Columns to aggregate, such as @{revenue='SUM'}: tables, rules of New-OwoxAggregation, JSON text. Needs -Column.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(AggregationCompleter))]
    [ValidateNotNullOrEmpty]
    public object[]? Aggregation { get; set; }

    /// <summary>Date columns to cut to their day, week, month, quarter or year, such as @{date='MONTH'}: tables, rules of New-OwoxDateBucket, JSON text. Needs -Column.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(DateBucketCompleter))]
    [ValidateNotNullOrEmpty]
    public object[]? DateBucket { get; set; }

    /// <summary>The date or time column that -Since, -Until and -LastDays are about.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(DateColumnCompleter))]
    [ValidateNotNullOrEmpty]
    public string? DateColumn { get; set; }

    /// <summary>Only rows whose -DateColumn is this or later.</summary>
    [Parameter]
    [DateTimeOffsetTransformation]
    public DateTimeOffset? Since { get; set; }

    /// <summary>Only rows whose -DateColumn is earlier than this.</summary>
    [Parameter]
    [DateTimeOffsetTransformation]
    public DateTimeOffset? Until { get; set; }

    /// <summary>Only rows whose -DateColumn is today or one of this many days before it, 1 to 3650.</summary>
    [Parameter]
    [NumberRange(1, 3_650)]
    [SingleValue]
    public int? LastDays { get; set; }

    /// <summary>What -Since and -Until ask for; null where neither was given.</summary>
    private protected DateRange? Window => Since is null && Until is null ? null : new DateRange(DateColumn!, Since, Until);

    private protected DataMartQuery Query(string id) => new(id)
    {
        Columns = Column ?? [],
        AllColumns = AllColumns,
        IncludeJoined = IncludeJoined,
        Filter = [.. RuleReader.Filters(Filter, this), .. DateRules()],
        Sort = RuleReader.Sorts(Sort),
        Aggregation = RuleReader.Aggregations(Aggregation),
        DateBucket = RuleReader.DateBuckets(DateBucket),
        Limit = Limit,
    };

    private IEnumerable<FilterRule> DateRules()
    {
        if (DateColumn is null)
        {
            if (Since is not null || Until is not null || LastDays is not null)
            {
                throw RuleParts.Invalid("-Since, -Until and -LastDays need the column that they are about: -DateColumn");
            }

            yield break;
        }

        if (Since is null && Until is null && LastDays is null)
        {
            throw RuleParts.Invalid("-DateColumn needs -Since, -Until or -LastDays: alone it would ask for all rows");
        }

        if (LastDays is { } days)
        {
            yield return new FilterRule(DateColumn, "relative_date") { Value = new RelativeDateValue("last_n_days", days) };
        }
    }
}
