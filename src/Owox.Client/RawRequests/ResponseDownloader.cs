using Owox.Files;
using Owox.Http;

namespace Owox.RawRequests;

/// <summary>Copies the body of an answer to a file as it comes; gives up on a server that falls silent.</summary>
internal static class ResponseDownloader
{
    private const int BlockSize = 64 * 1024;

    public static async Task ToAsync(
        RowFileWriter file, HttpResponseMessage response, ApiRequest request, OwoxSession session, CancellationToken cancellationToken)
    {
        var limit = session.Options.IdleTimeout;
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);

        // Some HTTP stacks do not hear a token in the middle of a read: closing the response they do hear.
        using var closing = deadline.Token.Register(static r => ((HttpResponseMessage)r!).Dispose(), response);
        try
        {
            using var body = await BodyStream.OpenAsync(response.Content).ConfigureAwait(false);
            var block = new byte[BlockSize];
            int count;
            do
            {
                deadline.CancelAfter(limit);
                count = await body.ReadAsync(block, 0, block.Length, deadline.Token).ConfigureAwait(false);

                // A response that was closed for its silence can look as if it had ended.
                deadline.Token.ThrowIfCancellationRequested();
                file.WriteBytes(block, count);
            }
            while (count > 0);
        }
        catch (Exception e) when (e is IOException or HttpRequestException or InvalidDataException or OperationCanceledException or ObjectDisposedException)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var faults = session.Transport.Faults;
            var broken = faults.BrokenOff(e, deadline.IsCancellationRequested);
            throw request.IsChange ? faults.OutcomeUnknown(request, "its answer broke off", broken) : broken;
        }
    }
}
