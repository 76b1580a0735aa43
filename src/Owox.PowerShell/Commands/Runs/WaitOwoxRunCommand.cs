using System.Management.Automation;
using Owox.PowerShell.Binding;
using Owox.PowerShell.Runs;

namespace Owox.PowerShell.Commands.Runs;

/// <summary>Waits until runs have ended. A run that does not succeed is an error.</summary>
[Cmdlet(VerbsLifecycle.Wait, "OwoxRun")]
[OutputType(typeof(Run))]
public sealed class WaitOwoxRunCommand : RunCmdletBase
{
    private const int LongestWait = 2_000_000;

    private readonly HashSet<string> _known = new(StringComparer.OrdinalIgnoreCase);
    private readonly List<(string Id, string? DataMartId)> _runs = [];

    /// <summary>The timeout for all runs together, in seconds. Default: no timeout.</summary>
    [Parameter]
    [NumberRange(1, LongestWait)]
    [SingleValue]
    public int? TimeoutSec { get; set; }

    private protected override void ProcessInput()
    {
        foreach (var id in Id)
        {
            InvokeForItem(Id.Length, id, () =>
            {
                var mart = KnownDataMart;
                if (_known.Add(id))
                {
                    _runs.Add((id, mart));
                }
            });
        }
    }

    private protected override void Complete()
    {
        if (_runs.Count > 0)
        {
            var limit = TimeoutSec is { } seconds ? TimeSpan.FromSeconds(seconds) : (TimeSpan?)null;
            InvokeTerminating(_runs.Count == 1 ? _runs[0].Id : Connection, () => new RunWaitOperation(this, limit, IsSingleInput(_runs.Count)).Wait(_runs));
        }
    }
}
