using System.Management.Automation;
using Owox.PowerShell.Binding;
using Owox.PowerShell.Completion;
using Owox.Queries;

namespace Owox.PowerShell.Commands.Filters;

/// <summary>Makes date buckets for -DateBucket. Makes no call.</summary>
[Cmdlet(VerbsCommon.New, "OwoxDateBucket")]
[OutputType(typeof(DateBucketRule))]
public sealed class NewOwoxDateBucketCommand : OwoxCmdletBase
{
    /// <summary>Exact names of date or time columns; case counts.</summary>
    [Parameter(Mandatory = true, Position = 0)]
    [ArgumentCompleter(typeof(DateColumnCompleter))]
    public string[]? Column { get; set; }

    /// <summary>DAY, WEEK, MONTH, QUARTER or YEAR.</summary>
    [Parameter(Mandatory = true, Position = 1)]
    [ArgumentCompleter(typeof(DateUnitCompleter))]
    public string? Unit { get; set; }

    /// <summary>The time zone whose days are meant: an IANA name such as Europe/Kyiv, or a Windows name. Not for DATE columns.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(TimeZoneCompleter))]
    [ValidateNotNullOrEmpty]
    public string? TimeZone { get; set; }

    private protected override void ProcessInput()
    {
        foreach (var column in Column!)
        {
            InvokeTerminating(column, () =>
            {
                var rule = TimeZoneArgument.WithIanaName(new DateBucketRule(column, Unit!.ToUpperInvariant(), TimeZone));
                RuleValidator.Check(rule);
                WriteObject(rule);
            });
        }
    }
}
