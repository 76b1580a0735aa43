namespace Owox.Sandbox.Hosting;

/// <summary>Leaves signals and the console to the program: a test process hosts many sandboxes.</summary>
internal sealed class QuietLifetime : IHostLifetime
{
    public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
