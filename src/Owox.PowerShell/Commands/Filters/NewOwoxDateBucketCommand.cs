using System.Management.Automation;
using Owox.PowerShell.Binding;
using Owox.PowerShell.Completion;
using Owox.Queries;

namespace Owox.PowerShell.Commands.Filters;

/// <summary>Creates date buckets for -DateBucket. Sends no request.</summary>
[Cmdlet(VerbsCommon.New, "OwoxDateBucket")]
[OutputType(typeof(DateBucketRule))]
public sealed class NewOwoxDateBucketCommand : OwoxCmdletBase
{
    /// <summary>The exact names of date or time columns, case-sensitive.</summary>
    [Parameter(Mandatory = true, Position = 0)]
    [ArgumentCompleter(typeof(DateColumnCompleter))]
    public string[]? Column { get; set; }

    /// <summary>DAY, WEEK, MONTH, QUARTER or YEAR.</summary>
    [Parameter(Mandatory = true, Position = 1)]
    [ArgumentCompleter(typeof(DateUnitCompleter))]
    public string? Unit { get; set; }

    /// <summary>The time zone for the start of a day: an IANA name such as Europe/Kyiv, or a Windows name. Cannot be used for DATE columns.</summary>
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
