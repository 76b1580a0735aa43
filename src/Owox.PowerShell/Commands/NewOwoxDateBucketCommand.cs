using System.Management.Automation;
using Owox.PowerShell.Completion;
using Owox.Rules;

namespace Owox.PowerShell.Commands;

/// <summary>Makes date buckets for -DateBucket. Makes no call.</summary>
[Cmdlet(VerbsCommon.New, "OwoxDateBucket")]
[OutputType(typeof(DateBucketRule))]
public sealed class NewOwoxDateBucketCommand : OwoxCommand
{
    /// <summary>Exact names of date or time columns; case counts.</summary>
    [Parameter(Mandatory = true, Position = 0)]
    [ArgumentCompleter(typeof(DateColumnCompleter))]
    public string[]? Column { get; set; }

    /// <summary>DAY, WEEK, MONTH, QUARTER or YEAR.</summary>
    [Parameter(Mandatory = true, Position = 1)]
    [ArgumentCompleter(typeof(DateUnitCompleter))]
    public string? Unit { get; set; }

    /// <summary>An IANA time zone, such as Europe/Kyiv, whose days are meant. Not for DATE columns.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(TimeZoneCompleter))]
    [ValidateNotNullOrEmpty]
    public string? TimeZone { get; set; }

    protected override void ProcessRecord()
    {
        foreach (var column in Column!)
        {
            var rule = new DateBucketRule(column, Unit!.ToUpperInvariant(), TimeZone);
            OrTerminate(column, () => RuleChecks.Check(rule));
            WriteObject(rule);
        }
    }
}
