using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Owox.PowerShell.Tests.Engine;

/// <summary>
/// A PowerShell process that runs Pester files one after the other. It receives their names over a connection, because a test may read
/// standard input. When it ends unexpectedly, the file fails, and the next file gets a new process.
/// </summary>
internal sealed class PesterWorker(IPesterEngine engine) : IAsyncDisposable
{
    private static readonly TimeSpan EndTimeout = TimeSpan.FromSeconds(20);

    private readonly StringBuilder _output = new();
    private Process? _process;
    private TcpClient? _connection;
    private StreamReader? _reader;
    private StreamWriter? _writer;

    /// <summary>Runs a file and returns its report.</summary>
    /// <exception cref="InvalidOperationException">The process ended before the file did.</exception>
    public async Task<PesterReport> RunAsync(string file, CancellationToken cancellationToken)
    {
        if (_process is null or { HasExited: true })
        {
            await StartAsync(cancellationToken);
        }

        lock (_output)
        {
            _output.Clear();
        }

        try
        {
            await _writer!.WriteLineAsync(engine.ToEnginePath(file));
            await _writer.FlushAsync(cancellationToken);
            return await _reader!.ReadLineAsync(cancellationToken) is { } report
                ? PesterReport.Parse(report)
                : throw new InvalidOperationException($"PowerShell ended while {file} ran:\n{Output}");
        }
        catch (Exception problem) when (problem is OperationCanceledException or IOException)
        {
            await StopAsync();
            throw new InvalidOperationException($"{file} did not end:\n{Output}", problem);
        }
    }

    /// <summary>The output of the process during the last file.</summary>
    public string Output
    {
        get
        {
            lock (_output)
            {
                return _output.ToString();
            }
        }
    }

    public async ValueTask DisposeAsync() => await StopAsync();

    private async Task StartAsync(CancellationToken cancellationToken)
    {
        await StopAsync();
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var script = engine.ToEnginePath(Path.Combine(Repository.Pester, "Support", "Invoke-PesterWorker.ps1"));
        var port = ((IPEndPoint)listener.LocalEndpoint).Port.ToString(CultureInfo.InvariantCulture);
        var start = await engine.CreateStartAsync(["-NoProfile", "-NonInteractive", "-File", script, "-Port", port]);
        start.RedirectStandardInput = start.RedirectStandardOutput = start.RedirectStandardError = true;
        _process = Process.Start(start)!;
        _process.StandardInput.Close();
        _process.OutputDataReceived += Keep;
        _process.ErrorDataReceived += Keep;
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
        _connection = await AcceptAsync(listener, _process, cancellationToken);
        _reader = new StreamReader(_connection.GetStream(), leaveOpen: true);
        _writer = new StreamWriter(_connection.GetStream(), leaveOpen: true);
    }

    private async Task<TcpClient> AcceptAsync(TcpListener listener, Process process, CancellationToken cancellationToken)
    {
        var connected = listener.AcceptTcpClientAsync(cancellationToken).AsTask();
        var ended = process.WaitForExitAsync(cancellationToken);
        return await Task.WhenAny(connected, ended) == connected
            ? await connected
            : throw new InvalidOperationException($"PowerShell ended before it ran a file:\n{Output}");
    }

    private void Keep(object sender, DataReceivedEventArgs e)
    {
        lock (_output)
        {
            _output.AppendLine(e.Data);
        }
    }

    private async Task StopAsync()
    {
        _connection?.Dispose();
        _connection = null;
        if (_process is null)
        {
            return;
        }

        using var limit = new CancellationTokenSource(EndTimeout);
        try
        {
            await _process.WaitForExitAsync(limit.Token);
        }
        catch (OperationCanceledException)
        {
            await engine.KillAsync(_process);
        }

        _process.Dispose();
        _process = null;
    }
}
