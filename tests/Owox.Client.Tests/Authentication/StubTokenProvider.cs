using Owox.Authentication;
using Owox.Http;

namespace Owox.Client.Tests.Authentication;

/// <summary>Issues numbered tokens without a server. A test can delay them with the gate.</summary>
internal sealed class StubTokenProvider(Func<DateTimeOffset> clock, TimeSpan? lifetime) : ITokenProvider
{
    private int _issued;

    public string? ApiKeyId => Secrets.KeyId;

    public int Issued => Volatile.Read(ref _issued);

    public Task Gate { get; set; } = Task.CompletedTask;

    public async Task<AccessToken> AcquireTokenAsync(HttpTransport transport, IRequestObserver? observer, CancellationToken cancellationToken)
    {
        var number = Interlocked.Increment(ref _issued);
        await Gate.WaitAsync(cancellationToken);
        return new AccessToken(Secrets.Token(number), clock(), lifetime);
    }
}
