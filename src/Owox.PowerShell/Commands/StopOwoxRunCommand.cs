using System.Management.Automation;
using Owox.Http;

namespace Owox.PowerShell.Commands;

/// <summary>Cancels runs of connectors, reports and data-quality checks.</summary>
[Cmdlet(VerbsLifecycle.Stop, "OwoxRun", SupportsShouldProcess = true)]
[OutputType(typeof(Run))]
public sealed class StopOwoxRunCommand : RunCommand
{
    private const int Conflict = 409;

    /// <summary>Writes the run as it is afterwards.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    protected override void ProcessRecord()
    {
        foreach (var id in Id)
        {
            OneOf(Id.Length, id, () => Cancel(id));
        }
    }

    private void Cancel(string id)
    {
        var mart = KnownDataMart;
        var run = Call((client, stop) => ReadAsync(client, mart, id, stop));
        if (run.IsFinished)
        {
            SayEnded(run);
        }
        else if (ShouldProcess(ServerText.Clean($"{run.Type} run {run.Id} of data mart {run.DataMartId}, {run.Status}", []), "Cancel"))
        {
            run = Cancel(run);
        }
        else
        {
            return;
        }

        if (PassThru)
        {
            WriteObject(run);
        }
    }

    private Run Cancel(Run run)
    {
        var hadEnded = false;
        var now = Call(async (client, stop) =>
        {
            try
            {
                await client.Runs.CancelAsync(run.DataMartId!, run.Id, stop).ConfigureAwait(false);
            }
            catch (OwoxApiException e) when (e.StatusCode == Conflict)
            {
                hadEnded = true;
            }

            return await ReadAsync(client, run.DataMartId, run.Id, stop).ConfigureAwait(false);
        });
        if (hadEnded)
        {
            SayEnded(now);
        }

        return now;
    }

    private void SayEnded(Run run) =>
        WriteWarning(ServerText.Clean($"The run {run.Id} had ended before, as {run.Status}; nothing changed.", [])!);
}
