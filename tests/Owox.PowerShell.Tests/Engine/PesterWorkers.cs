namespace Owox.PowerShell.Tests.Engine;

/// <summary>The processes that run the Pester files of one test class: one for each build of the module, because a process cannot load both.</summary>
public sealed class PesterWorkers(PesterSession session) : IAsyncDisposable
{
    private readonly Dictionary<string, PesterWorker> _workers = new(StringComparer.Ordinal);

    public async ValueTask DisposeAsync()
    {
        foreach (var worker in _workers.Values)
        {
            await worker.DisposeAsync();
        }
    }

    internal async Task<PesterWorker> ForAsync(string build, bool needsPackage)
    {
        if (!_workers.TryGetValue(build, out var worker))
        {
            worker = new PesterWorker(new PesterEngine(session, build, needsPackage ? await session.PackageAsync() : null));
            _workers.Add(build, worker);
        }

        return worker;
    }
}
