using System.Diagnostics;
using System.Globalization;
using System.Management.Automation;

namespace Owox.PowerShell.Exports;

/// <summary>Shows the progress of an export, at most four times a second, if a progress bar is visible.</summary>
internal sealed class ExportProgress
{
    private const int MillisecondsBetween = 250;

    private readonly Stopwatch _watch = Stopwatch.StartNew();
    private readonly string _activity;
    private readonly int _id;
    private readonly bool _isShown;
    private long _next = MillisecondsBetween;
    private bool _any;

    public ExportProgress(PSCmdlet cmdlet, string dataMart, int id = 0)
    {
        _activity = $"Exporting {dataMart}";
        _id = id;
        _isShown = ProgressVisibility.IsVisible(cmdlet);
    }

    /// <summary>Returns the progress record to write now, or null if there is none.</summary>
    public ProgressRecord? Next(long rows, long bytes)
    {
        var elapsed = _watch.ElapsedMilliseconds;
        if (!_isShown || elapsed < _next)
        {
            return null;
        }

        _next = elapsed + MillisecondsBetween;
        _any = true;
        var seconds = elapsed / 1000.0;
        var status = string.Format(
            CultureInfo.CurrentCulture, "{0:N0} rows, {1:N1} MB, {2:N0} rows/s, {3:hh\\:mm\\:ss}", rows, bytes / 1e6, rows / seconds, _watch.Elapsed);
        return new ProgressRecord(_id, _activity, status);
    }

    /// <summary>Returns the record that removes the progress bar, or null if no progress bar was shown.</summary>
    public ProgressRecord? Completed() =>
        _any ? new ProgressRecord(_id, _activity, "Done") { RecordType = ProgressRecordType.Completed } : null;
}
