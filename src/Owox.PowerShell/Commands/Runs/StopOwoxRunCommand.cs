using System.Management.Automation;
using Owox.Redaction;

namespace Owox.PowerShell.Commands.Runs;

/// <summary>Cancels runs of connectors, reports and data-quality checks.</summary>
[Cmdlet(VerbsLifecycle.Stop, "OwoxRun", SupportsShouldProcess = true)]
[OutputType(typeof(Run))]
public sealed class StopOwoxRunCommand : RunCmdletBase
{
    private const int Conflict = 409;

    /// <summary>Returns the run after it was canceled.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    private protected override void ProcessInput()
    {
        foreach (var id in Id)
        {
            InvokeForItem(Id.Length, id, () => Cancel(id));
        }
    }

    private void Cancel(string id)
    {
        var mart = KnownDataMart;
        var run = Call((client, cancellationToken) => ReadAsync(client, mart, id, cancellationToken));
        if (run.IsFinished)
        {
            WarnAlreadyFinished(run);
        }
        else if (ShouldProcess(ServerTextSanitizer.Sanitize($"{run.Type} run {run.Id} of data mart {run.DataMartId}, {run.Status}", [])!, "Cancel"))
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
        var now = Call(async (client, cancellationToken) =>
        {
            try
            {
                await client.Runs.CancelAsync(run.DataMartId!, run.Id, cancellationToken).ConfigureAwait(false);
            }
            catch (OwoxApiException e) when (e.StatusCode == Conflict)
            {
                hadEnded = true;
            }

            return await ReadAsync(client, run.DataMartId, run.Id, cancellationToken).ConfigureAwait(false);
        });
        if (hadEnded)
        {
            WarnAlreadyFinished(now);
        }

        return now;
    }

    private void WarnAlreadyFinished(Run run) =>
        WriteWarning(ServerTextSanitizer.Sanitize($"The run {run.Id} has already ended with the status {run.Status}; nothing changed.", [])!);
}
