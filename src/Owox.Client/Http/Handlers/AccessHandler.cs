using Owox.Operations;
using Owox.Http.Requests;

namespace Owox.Http.Handlers;

/// <summary>
/// Rejects the requests that the policy of the session does not permit. It is the first handler, so nothing is sent, and it sees each
/// message as it is sent, regardless of the code that created it.
/// </summary>
/// <param name="inner">The next handler.</param>
/// <param name="policy">What is permitted.</param>
/// <param name="create">Creates the message of a request that the check itself sends.</param>
internal sealed class AccessHandler(HttpMessageHandler inner, AccessPolicy policy, Func<ApiRequest, IRequestObserver?, HttpRequestMessage> create)
    : DelegatingHandler(inner)
{
    private readonly AllowedDataMartCheck _dataMarts = new(policy, create);

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var operation = Check(request);
        return await _dataMarts.RequireAsync(operation, request, base.SendAsync, cancellationToken).ConfigureAwait(false)
            ?? await base.SendAsync(request, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Checks everything that needs no other request, before a token is requested.</summary>
    /// <exception cref="OwoxAccessException">The policy does not permit the request.</exception>
    internal Operation Check(HttpRequestMessage request)
    {
        var operation = OperationTable.Current.Classify(request);
        policy.Require(operation, request.GetContext().Request.Path);
        return operation;
    }
}
