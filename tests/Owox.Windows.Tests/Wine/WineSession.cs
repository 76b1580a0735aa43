using Owox.PowerShell.Tests.Engine;

namespace Owox.Windows.Tests.Wine;

/// <summary>What all files share: the host, the Wine prefix, the sandboxes and one PowerShell process. They are made when they are first needed.</summary>
public sealed class WineSession : IAsyncDisposable
{
    private readonly SandboxListener _sandboxes = new();
    private Task<string?>? _prepared;

    public WineSession() => Worker = new PesterWorker(new WineEngine(_sandboxes.Address));

    internal PesterWorker Worker { get; }

    /// <summary>Prepares everything. Returns the reason why the tests must be skipped; null where they can run.</summary>
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
