namespace Owox.Sandbox.Auth;

/// <summary>Allows three sign-ins in ten seconds, as a production server does.</summary>
internal sealed class SignInLimiter(SandboxOptions options)
{
    private const int MaxSignIns = 3;
    private static readonly TimeSpan Window = TimeSpan.FromSeconds(10);

    private readonly Lock _gate = new();
    private readonly Queue<DateTimeOffset> _recent = new();

    /// <summary>The number of seconds to wait, or null if the sign-in can continue.</summary>
    public int? Wait()
    {
        if (!options.SignInLimit)
        {
            return null;
        }

        var now = options.Clock.GetUtcNow();
        lock (_gate)
        {
            while (_recent.TryPeek(out var oldest) && now - oldest >= Window)
            {
                _recent.Dequeue();
            }

            if (_recent.Count >= MaxSignIns)
            {
                return Math.Max(1, (int)Math.Ceiling((Window - (now - _recent.Peek())).TotalSeconds));
            }

            _recent.Enqueue(now);
            return null;
        }
    }
}
