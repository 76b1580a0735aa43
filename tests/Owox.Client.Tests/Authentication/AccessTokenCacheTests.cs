using Owox.Authentication;
using Xunit;

namespace Owox.Client.Tests.Authentication;

public sealed class AccessTokenCacheTests
{
    private readonly FakeClock _clock = new();

    [Fact]
    public async Task A_token_is_renewed_after_four_fifths_of_its_lifetime()
    {
        var (cache, issuer) = Cache(TimeSpan.FromSeconds(900));
        using var owned = cache;
        var first = await GetAsync(cache);

        _clock.Turn(719.9);
        Assert.Same(first, await GetAsync(cache));
        _clock.Turn(0.1);
        var second = await GetAsync(cache);

        Assert.Equal(Secrets.Token(2), second.Value);
        Assert.Equal(2, issuer.Issued);
    }

    [Fact]
    public async Task A_token_without_a_lifetime_is_used_until_it_is_invalidated()
    {
        var (cache, issuer) = Cache(lifetime: null);
        using var owned = cache;
        var first = await GetAsync(cache);

        _clock.Turn(10_000_000);
        Assert.Same(first, await GetAsync(cache));
        Assert.Null(cache.ExpiresAt);
        cache.Invalidate(first);
        await GetAsync(cache);

        Assert.Equal(2, issuer.Issued);
    }

    [Fact]
    public async Task The_expiration_is_the_time_of_issue_plus_the_lifetime()
    {
        var (cache, _) = Cache(TimeSpan.FromSeconds(900));
        using var owned = cache;
        Assert.Null(cache.ExpiresAt);

        await GetAsync(cache);

        Assert.Equal(_clock.Now.AddSeconds(900), cache.ExpiresAt);
    }

    [Fact]
    public async Task Fifty_parallel_callers_share_one_exchange()
    {
        var (cache, issuer) = Cache(TimeSpan.FromSeconds(900));
        using var owned = cache;
        var gate = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        issuer.Gate = gate.Task;

        var callers = Enumerable.Range(0, 50).Select(_ => Task.Run(() => GetAsync(cache))).ToArray();
        Assert.DoesNotContain(callers, static c => c.IsCompleted);
        gate.SetResult();
        var tokens = await Task.WhenAll(callers);

        Assert.Equal(1, issuer.Issued);
        Assert.Single(tokens.Distinct());
    }

    [Fact]
    public async Task Invalidating_a_replaced_token_keeps_the_new_one()
    {
        var (cache, issuer) = Cache(TimeSpan.FromSeconds(900));
        using var owned = cache;
        var first = await GetAsync(cache);
        cache.Invalidate(first);
        var second = await GetAsync(cache);

        cache.Invalidate(first);

        Assert.Same(second, await GetAsync(cache));
        Assert.Equal(2, issuer.Issued);
    }

    [Fact]
    public async Task Canceling_one_caller_does_not_affect_the_others()
    {
        var (cache, issuer) = Cache(TimeSpan.FromSeconds(900));
        using var owned = cache;
        var gate = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        issuer.Gate = gate.Task;
        using var impatient = new CancellationTokenSource();
        var holder = GetAsync(cache, impatient.Token);
        var waiter = GetAsync(cache);

        await impatient.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => holder);
        gate.SetResult();

        Assert.Equal(Secrets.Token(2), (await waiter).Value);
    }

    [Fact]
    public async Task The_next_caller_retries_a_failed_exchange()
    {
        var (cache, issuer) = Cache(TimeSpan.FromSeconds(900));
        using var owned = cache;
        issuer.Gate = Task.FromException(new OwoxConnectionException(ErrorReason.ConnectionFailed, "no"));
        await Assert.ThrowsAsync<OwoxConnectionException>(() => GetAsync(cache));

        issuer.Gate = Task.CompletedTask;

        Assert.Equal(Secrets.Token(2), (await GetAsync(cache)).Value);
    }

    [Fact]
    public async Task ToString_does_not_contain_the_token()
    {
        var (cache, _) = Cache(lifetime: null);
        using var owned = cache;

        Assert.Equal("access token", (await GetAsync(cache)).ToString());
    }

    private static Task<AccessToken> GetAsync(AccessTokenCache cache, CancellationToken token = default) =>
        cache.GetAsync(null!, null, token);

    private (AccessTokenCache Cache, StubTokenProvider Issuer) Cache(TimeSpan? lifetime)
    {
        var issuer = new StubTokenProvider(_clock.Read, lifetime);
        return (new AccessTokenCache(issuer, _clock.Read), issuer);
    }
}
