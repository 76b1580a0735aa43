using System.Collections.Concurrent;

namespace Owox.PowerShell.Tests.Engine;

/// <summary>
/// The processes that run the Pester files of all areas. A process runs one file at a time, with one build of the module, because it cannot load
/// both. It then runs the next file of any area: the first file of a new process takes seconds longer.
/// </summary>
internal sealed class PesterWorkers(PesterSession session) : IAsyncDisposable
{
    private readonly ConcurrentDictionary<(string Build, bool NeedsPackage), ConcurrentBag<PesterWorker>> _idle = new();

    /// <summary>Returns a process that runs no file, and starts one if there is none. Pass it to <see cref="Return"/> afterwards.</summary>
    public async Task<PesterWorker> RentAsync(string build, bool needsPackage) => IdleOf(build, needsPackage).TryTake(out var worker)
        ? worker
        : new PesterWorker(new PesterEngine(session, build, needsPackage ? await session.PackageAsync() : null));

    public void Return(PesterWorker worker, string build, bool needsPackage) => IdleOf(build, needsPackage).Add(worker);

    public async ValueTask DisposeAsync()
    {
        foreach (var worker in _idle.Values.SelectMany(static workers => workers))
        {
            await worker.DisposeAsync();
        }
    }

    private ConcurrentBag<PesterWorker> IdleOf(string build, bool needsPackage) => _idle.GetOrAdd((build, needsPackage), static _ => []);
}
