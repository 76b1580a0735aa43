using System.Globalization;
using Owox.Http.Options;
using Owox.PowerShell.Output;

namespace Owox.PowerShell.Runs;

/// <summary>Reports that the status of a run cannot be read: the first failure in a row as a warning, the others in the verbose stream.</summary>
internal sealed class PollingOutage(VerboseRequestLogger log, string runId)
{
    private bool _isReported;

    /// <summary>Reports a failure.</summary>
    public void Note(OwoxException failure, TimeSpan pause)
    {
        if (!_isReported)
        {
            _isReported = true;
            var limit = ClientTimings.Current.RunPollErrorTimeout.TotalSeconds;
            log.Post(to => to.WriteWarning(string.Format(
                CultureInfo.InvariantCulture, "The status of the run {0} cannot be read. Polling continues for up to {1:0} s. {2}", runId, limit, failure.Message)));
        }

        log.Post(to => to.WriteVerbose(string.Format(CultureInfo.InvariantCulture, "Polling again in {0:0.0} s: {1}", pause.TotalSeconds, failure.Message)));
    }

    /// <summary>Is called when the status was read: a later failure is a new outage.</summary>
    public void End() => _isReported = false;
}
