namespace Owox.Sandbox.Tests;

/// <summary>A clock that tests can advance.</summary>
internal sealed class ManualClock : TimeProvider
{
    private TimeSpan _moved;

    public void Advance(TimeSpan time) => _moved += time;

    public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + _moved;
}
