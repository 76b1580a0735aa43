using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Management.Automation;
using Owox.Redaction;

namespace Owox.PowerShell.Runs;

/// <summary>Shows the progress of a wait for runs, once a second, if a progress bar is visible.</summary>
internal sealed class RunProgress(PSCmdlet cmdlet, int count)
{
    private const int Id = 0;

    private readonly bool _isShown = ProgressVisibility.IsVisible(cmdlet);
    private readonly string _activity = count == 1 ? "Waiting for a run" : $"Waiting for {count} runs";
    private readonly Stopwatch _watch = Stopwatch.StartNew();
    private readonly ConcurrentDictionary<string, Run> _last = new(StringComparer.Ordinal);
    private bool _any;

    /// <summary>Records the result of a poll.</summary>
    public void Note(Run run) => _last[run.Id] = run;

    /// <summary>The record to write now, or null if progress is not visible.</summary>
    public ProgressRecord? Next()
    {
        if (!_isShown)
        {
            return null;
        }

        _any = true;
        var ended = _last.Values.Count(static run => run.IsFinished);
        var states = _last.Values.Where(static run => !run.IsFinished).GroupBy(static run => run.Status, StringComparer.Ordinal)
            .Select(static group => $"{group.Count()} {ServerTextSanitizer.Sanitize(group.Key, [])}");
        var status = string.Format(
            CultureInfo.CurrentCulture, "{0} of {1} ended, {2}, {3:hh\\:mm\\:ss}", ended, count, string.Join(", ", states.DefaultIfEmpty("reading")), _watch.Elapsed);
        return new ProgressRecord(Id, _activity, status) { PercentComplete = count == 1 ? -1 : ended * 100 / count };
    }

    /// <summary>The record that removes the progress bar, or null if none was shown.</summary>
    public ProgressRecord? Completed() =>
        _any ? new ProgressRecord(Id, _activity, "Done") { RecordType = ProgressRecordType.Completed } : null;
}
