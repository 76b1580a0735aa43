using Owox.Files;
using Owox.Http.Requests;

namespace Owox.RawRequests;

/// <summary>Copies the body of a response to a file as it arrives. Times out if the server sends no data.</summary>
internal static class ResponseDownloader
{
    private const int BlockSize = 64 * 1024;

    public static async Task ToAsync(
        RowFileWriter file, HttpResponseMessage response, ApiRequest request, OwoxSession session, CancellationToken cancellationToken)
    {
        var limit = session.Options.IdleTimeout;
        using var timeout = new ResponseReadTimeout(response, cancellationToken);
        try
        {
            using var body = await timeout.OpenBodyAsync().ConfigureAwait(false);
            var block = new byte[BlockSize];
            int count;
            do
            {
                timeout.Restart(limit);
                count = await body.ReadAsync(block, 0, block.Length, timeout.Token).ConfigureAwait(false);

                // A response that was closed at the timeout can look as if it had ended.
                timeout.Token.ThrowIfCancellationRequested();
                file.WriteBytes(block, count);
            }
            while (count > 0);
        }
        catch (Exception e) when (e is IOException or HttpRequestException or InvalidDataException or OperationCanceledException or ObjectDisposedException)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var errors = session.Transport.Errors;
            var broken = errors.Interrupted(e, timeout.Token.IsCancellationRequested);
            throw request.IsChange ? errors.OutcomeUnknown(request, "the connection was lost", broken) : broken;
        }
    }
}
