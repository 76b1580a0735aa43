using Owox.Http.Requests;

namespace Owox.Http.Handlers;

/// <summary>Reads a response into memory, as part of the attempt. A streamed response is returned after its headers.</summary>
/// <param name="inner">The next handler.</param>
/// <param name="maxBytes">The maximum size of a body, after decompression.</param>
internal sealed class BufferingHandler(HttpMessageHandler inner, long maxBytes) : DelegatingHandler(inner)
{
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var response = await base.SendAsync(request, cancellationToken).ConfigureAwait(false);
        if (request.GetContext().Request.IsStream)
        {
            return response;
        }

        try
        {
            // .NET Standard has no overload with a token: closing the response ends the read.
            using (cancellationToken.Register(static state => ((HttpResponseMessage)state!).Dispose(), response))
            {
                await response.Content.LoadIntoBufferAsync(maxBytes).ConfigureAwait(false);
            }

            cancellationToken.ThrowIfCancellationRequested();
            return response;
        }
        catch (Exception e) when (cancellationToken.IsCancellationRequested)
        {
            response.Dispose();
            throw new OperationCanceledException(e.Message, e, cancellationToken);
        }
        catch
        {
            response.Dispose();
            throw;
        }
    }
}
