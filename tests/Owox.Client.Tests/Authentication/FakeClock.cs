namespace Owox.Client.Tests.Authentication;

/// <summary>A clock that the test controls.</summary>
internal sealed class FakeClock
{
    public DateTimeOffset Now { get; private set; } = new(2026, 11, 21, 0, 0, 0, TimeSpan.Zero);

    public void Turn(double seconds) => Now += TimeSpan.FromSeconds(seconds);

    public DateTimeOffset Read() => Now;
}
