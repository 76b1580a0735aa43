using Owox.PowerShell.Tests.Engine;

namespace Owox.Windows.Tests.Wine;

/// <summary>The host, the Wine prefix, the sandboxes and the PowerShell process that all files share. They are created on first use.</summary>
public sealed class WineSession : IAsyncDisposable
{
    private readonly SandboxListener _sandboxes = new();
    private Task<string?>? _prepared;

    public WineSession() => Worker = new PesterWorker(new WineEngine(_sandboxes.Address));

    internal PesterWorker Worker { get; }

    /// <summary>Prepares everything. Returns the reason if the tests must be skipped, or null.</summary>
    public Task<string?> PrepareAsync(CancellationToken cancellationToken) => _prepared ??= MakeAsync(cancellationToken);

    public async ValueTask DisposeAsync()
    {
        await Worker.DisposeAsync();
        await _sandboxes.DisposeAsync();
    }

    private static async Task<string?> MakeAsync(CancellationToken cancellationToken)
    {
        if (OperatingSystem.IsWindows())
        {
            return "This is Windows: its own PowerShell runs these files.";
        }

        foreach (var tool in new[] { "wine", "wineboot", "wineserver", "script" })
        {
            if (Tool.Find(tool) is null)
            {
                return $"The program {tool} is not on PATH: the Windows build of PowerShell was not tested. On Debian: apt-get install wine64 wine.";
            }
        }

        if (await WindowsHost.PublishAsync(cancellationToken) is { } missing)
        {
            return missing;
        }

        await WinePrefix.PrepareAsync(cancellationToken);
        return null;
    }
}
