namespace Owox.Http.Requests;

/// <summary>
/// The timeout for reading the body of a response. Some HTTP stacks ignore a token during a read, so the response is closed as well.
/// </summary>
internal sealed class ResponseReadTimeout : IDisposable
{
    private readonly HttpResponseMessage _response;
    private readonly CancellationTokenSource _source;
    private readonly CancellationTokenRegistration _closing;

    /// <param name="response">The response that is read.</param>
    /// <param name="cancellationToken">Ends reading before the timeout.</param>
    public ResponseReadTimeout(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        _response = response;
        _source = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        _closing = _source.Token.Register(static r => ((HttpResponseMessage)r!).Dispose(), response);
    }

    /// <summary>Is canceled at the timeout or by the caller.</summary>
    public CancellationToken Token => _source.Token;

    /// <summary>Opens the body. .NET Framework has no overload with a token. The method does not wait for the server.</summary>
    public Task<Stream> OpenBodyAsync() => _response.Content.ReadAsStreamAsync();

    /// <summary>Restarts the timeout.</summary>
    public void Restart(TimeSpan timeout) => _source.CancelAfter(timeout);

    /// <summary>Suspends the timeout until it is restarted.</summary>
    public void Pause() => _source.CancelAfter(Timeout.InfiniteTimeSpan);

    public void Dispose()
    {
        _closing.Dispose();
        _source.Dispose();
    }
}
