using System;
using System.Collections.Generic;
using System.Management.Automation;
using Owox.PowerShell.Runs;

namespace Owox.PowerShell.Commands;

/// <summary>Waits until runs have ended. A run that ends badly is an error.</summary>
[Cmdlet(VerbsLifecycle.Wait, "OwoxRun")]
[OutputType(typeof(Run))]
public sealed class WaitOwoxRunCommand : RunCommand
{
    private const int LongestWait = 2_000_000;

    private readonly HashSet<string> _known = new(StringComparer.OrdinalIgnoreCase);
    private readonly List<(string Id, string? DataMartId)> _runs = [];

    /// <summary>How many seconds to wait for all of them together. Default: as long as it takes.</summary>
    [Parameter]
    [ValidateRange(1, LongestWait)]
    public int? TimeoutSec { get; set; }

    protected override void ProcessRecord()
    {
        foreach (var id in Id)
        {
            OneOf(Id.Length, id, () =>
            {
                var mart = KnownDataMart;
                if (_known.Add(id))
                {
                    _runs.Add((id, mart));
                }
            });
        }
    }

    protected override void EndProcessing()
    {
        if (_runs.Count > 0)
        {
            var limit = TimeoutSec is { } seconds ? TimeSpan.FromSeconds(seconds) : (TimeSpan?)null;
            OrTerminate(_runs.Count == 1 ? _runs[0].Id : Connection, () => new RunWait(this, limit, IsAlone(_runs.Count)).Wait(_runs));
        }
    }
}
