using Owox.Audit;
using Owox.PowerShell.Secrets.Stores;
using Owox.Redaction;

namespace Owox.PowerShell.Output;

/// <summary>Reads the calls of an audit log and of its earlier files, the oldest first.</summary>
/// <param name="take">Receives each call with its result, then the calls without a result, whose process ended before the response.</param>
/// <param name="onDamaged">Receives the error of each line that cannot be read. The other lines are read.</param>
internal sealed class AuditLogReader(Action<OwoxAuditEvent> take, Action<OwoxFileException> onDamaged)
{
    /// <summary>The variable with the path of the log of new connections.</summary>
    public const string Variable = "OWOX_AUDIT_LOG";

    private readonly Dictionary<string, OwoxAuditEvent> _open = new(StringComparer.Ordinal);

    /// <summary>The path of the log: that of the connection, or of the variable if the connection has no log. Null if both have none.</summary>
    public static string? Default(OwoxConnection? connection) =>
        connection?.AuditLog ?? (Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } path ? path : null);

    /// <summary>The error of a log that cannot be read.</summary>
    public static OwoxFileException Unreadable(string path, string why, Exception? inner = null) =>
        new(ErrorReason.FileReadFailed, $"The audit log '{path}' cannot be read: {why}. Check the path, and that this account has permission to read the file.", path, inner);

    /// <summary>Reads all files.</summary>
    /// <exception cref="OwoxFileException">A file cannot be read.</exception>
    public void Read(string path, CancellationToken cancellationToken)
    {
        var (earlier, current) = Open(path);
        using (current)
        {
            foreach (var file in earlier)
            {
                using var reader = Open(file, mustExist: true);
                ReadFile(file, reader!, cancellationToken);
            }

            if (current is not null)
            {
                ReadFile(path, current, cancellationToken);
            }
        }

        foreach (var call in _open.Values.OrderBy(static call => call.Time))
        {
            take(call);
        }
    }

    // Another process can rename the current file at any time. The earlier files are those from before the current file was opened.
    private static (IReadOnlyList<string> Earlier, StreamReader? Current) Open(string path)
    {
        while (true)
        {
            var before = Earlier(path);
            var current = Open(path, mustExist: false);
            if (!Earlier(path).SequenceEqual(before, StringComparer.Ordinal))
            {
                current?.Dispose();
                continue;
            }

            return (before, before.Count == 0 ? current ?? Open(path, mustExist: true) : current);
        }
    }

    private static List<string> Earlier(string path) => Guard(path, () => AuditFile.Rotated(path).Select(static file => file.Path).ToList());

    // After a program such as logrotate has renamed the log, there is no current file until the next line.
    private static StreamReader? Open(string file, bool mustExist)
    {
        // Opening a named pipe would wait for its other end, and a device may have no end.
        if (PrivateFile.SpecialKind(file) is { } kind)
        {
            throw Unreadable(file, $"it is {kind}, not an ordinary file");
        }

        try
        {
            return Guard(file, () => new StreamReader(new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete)));
        }
        catch (OwoxFileException e) when (!mustExist && e.InnerException is FileNotFoundException)
        {
            return null;
        }
    }

    private static T Guard<T>(string path, Func<T> read)
    {
        try
        {
            return read();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw Unreadable(path, ServerTextSanitizer.FromException(e), e);
        }
    }

    private void ReadFile(string file, StreamReader reader, CancellationToken cancellationToken)
    {
        for (var number = 1; !cancellationToken.IsCancellationRequested && Guard(file, reader.ReadLine) is { } line; number++)
        {
            try
            {
                // A line that was written while another program truncated the file begins with zeros.
                Take(OwoxAuditEvent.Parse(line.TrimStart('\0')));
            }
            catch (FormatException e)
            {
                onDamaged(new OwoxFileException(
                    ErrorReason.FileReadFailed, $"Line {number} of the audit log '{file}' is damaged: {e.Message}. The other lines are read.", file, e));
            }
        }
    }

    private void Take(OwoxAuditEvent line)
    {
        if (line.Event == AuditEvent.Started && line.CallId is { } id)
        {
            _open[id] = line;
            return;
        }

        _open.Remove(line.CallId ?? "");
        take(line);
    }
}
