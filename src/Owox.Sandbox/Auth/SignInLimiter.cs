namespace Owox.Sandbox.Auth;

/// <summary>Three sign-ins in ten seconds, as a production server allows.</summary>
internal sealed class SignInLimiter
{
    private const int Allowed = 3;
    private static readonly TimeSpan Window = TimeSpan.FromSeconds(10);

    private readonly Lock _gate = new();
    private readonly Queue<DateTimeOffset> _recent = new();
    private readonly SandboxOptions _options;

    public SignInLimiter(SandboxOptions options) => _options = options;

    /// <summary>How many seconds to wait, or null when the sign-in may go on.</summary>
    public int? Wait()
    {
        if (!_options.SignInLimit)
        {
            return null;
        }

        var now = _options.Clock.GetUtcNow();
        lock (_gate)
        {
            while (_recent.TryPeek(out var oldest) && now - oldest >= Window)
            {
                _recent.Dequeue();
            }

            if (_recent.Count >= Allowed)
            {
                return Math.Max(1, (int)Math.Ceiling((Window - (now - _recent.Peek())).TotalSeconds));
            }

            _recent.Enqueue(now);
            return null;
        }
    }
}
