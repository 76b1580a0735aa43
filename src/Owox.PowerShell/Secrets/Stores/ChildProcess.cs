using System.ComponentModel;
using System.Diagnostics;
using System.Text;

namespace Owox.PowerShell.Secrets.Stores;

/// <summary>Runs a program without a shell, and returns what it wrote. Its input is empty.</summary>
/// <param name="path">The full path of the program.</param>
/// <param name="arguments">The arguments.</param>
internal sealed class ChildProcess(string path, IReadOnlyList<string> arguments)
{
    // More than any key or token.
    private const int MaxLength = 256 * 1024;

    // A program that has ended may have started another one that keeps its output open.
    private static readonly TimeSpan DrainTimeout = TimeSpan.FromSeconds(2);

    /// <summary>Runs the program. If the timeout is reached or the token is canceled, the program is ended.</summary>
    /// <exception cref="Win32Exception">The program could not be started.</exception>
    /// <exception cref="TimeoutException">The program did not end in time.</exception>
    public async Task<ChildProcessResult> RunAsync(TimeSpan timeout, CancellationToken cancellationToken)
    {
        using var process = new Process { StartInfo = StartInfo(), EnableRaisingEvents = true };
        var exited = new TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously);
        process.Exited += (_, _) => exited.TrySetResult(true);
        process.Start();
        process.StandardInput.Close();
        var (output, error) = (new StringBuilder(), new StringBuilder());
        var reading = Task.WhenAll(ReadAsync(process.StandardOutput, output), ReadAsync(process.StandardError, error));

        // Streams that are still open fail when the process is disposed.
        _ = reading.ContinueWith(static t => t.Exception, CancellationToken.None, TaskContinuationOptions.OnlyOnFaulted, TaskScheduler.Default);
        using var waiting = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var limit = Task.Delay(timeout, waiting.Token);
        if (await Task.WhenAny(exited.Task, limit).ConfigureAwait(false) != exited.Task)
        {
            Kill(process);
            cancellationToken.ThrowIfCancellationRequested();
            throw new TimeoutException();
        }

        waiting.Cancel();
        await Task.WhenAny(reading, Task.Delay(DrainTimeout, CancellationToken.None)).ConfigureAwait(false);
        return new ChildProcessResult(process.ExitCode, TextOf(output), TextOf(error));
    }

    /// <summary>Returns arguments as a command line. .NET Framework has no list of arguments.</summary>
    internal static string Join(IEnumerable<string> arguments) => string.Join(" ", arguments.Select(Quote));

    private static string Quote(string argument)
    {
        if (argument.Length > 0 && !argument.Any(static c => char.IsWhiteSpace(c) || c == '"'))
        {
            return argument;
        }

        var quoted = new StringBuilder("\"");
        var backslashes = 0;
        foreach (var c in argument)
        {
            if (c == '"')
            {
                quoted.Append('\\', backslashes + 1);
            }

            backslashes = c == '\\' ? backslashes + 1 : 0;
            quoted.Append(c);
        }

        return quoted.Append('\\', backslashes).Append('"').ToString();
    }

    private static async Task ReadAsync(StreamReader reader, StringBuilder text)
    {
        var buffer = new char[4096];
        int read;
        while ((read = await reader.ReadAsync(buffer, 0, buffer.Length).ConfigureAwait(false)) > 0)
        {
            lock (text)
            {
                // The rest is read so that the program can end, and discarded.
                text.Append(buffer, 0, Math.Min(read, MaxLength - text.Length));
            }
        }
    }

    private static string TextOf(StringBuilder text)
    {
        lock (text)
        {
            return text.ToString();
        }
    }

    private static void Kill(Process process)
    {
        try
        {
#if NET8_0_OR_GREATER
            process.Kill(entireProcessTree: true);
#else
            process.Kill();
#endif
        }
        catch (Exception e) when (e is InvalidOperationException or Win32Exception)
        {
            // It has already ended.
        }
    }

    private ProcessStartInfo StartInfo() => new(path, Join(arguments))
    {
        UseShellExecute = false,
        CreateNoWindow = true,
        RedirectStandardInput = true,
        RedirectStandardOutput = true,
        RedirectStandardError = true,
        StandardOutputEncoding = new UTF8Encoding(false),
        StandardErrorEncoding = new UTF8Encoding(false),
    };
}

/// <summary>The result of a program.</summary>
/// <param name="ExitCode">Its exit code.</param>
/// <param name="Output">Its standard output. It can contain a secret.</param>
/// <param name="Error">Its standard error. It can contain a secret.</param>
internal sealed record ChildProcessResult(int ExitCode, string Output, string Error)
{
    /// <summary>Contains no output.</summary>
    public override string ToString() => nameof(ChildProcessResult);
}
