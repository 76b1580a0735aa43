using System.Text;

namespace Owox.Http;

/// <summary>Reads the beginning of a refusal's body. A refused row stream is still on the wire: it may stall, or never end.</summary>
internal static class ErrorBodyReader
{
    private const int MaxBytes = 256 * 1024;

    /// <summary>The text; empty where it could not be read: the refusal stands without it.</summary>
    public static async Task<string> ReadAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        if (response.Content is null)
        {
            return "";
        }

        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        deadline.CancelAfter(ClientTimings.Current.ErrorBodyTimeout);
        try
        {
            // Some HTTP stacks do not hear a token in the middle of a read: closing the response they do hear.
            using var closing = deadline.Token.Register(static r => ((HttpResponseMessage)r!).Dispose(), response);
            using var body = await BodyStream.OpenAsync(response.Content).ConfigureAwait(false);
            return await ReadStartAsync(body, deadline.Token).ConfigureAwait(false);
        }
        catch (Exception e) when (e is HttpRequestException or IOException or InvalidDataException or OperationCanceledException or ObjectDisposedException)
        {
            cancellationToken.ThrowIfCancellationRequested();
            return "";
        }
    }

    private static async Task<string> ReadStartAsync(Stream body, CancellationToken cancellationToken)
    {
        var bytes = new byte[MaxBytes];
        var length = 0;
        int count;
        do
        {
            count = await body.ReadAsync(bytes, length, MaxBytes - length, cancellationToken).ConfigureAwait(false);
            length += count;
        }
        while (count > 0 && length < MaxBytes);

        return Encoding.UTF8.GetString(bytes, 0, length).TrimStart('\uFEFF');
    }
}
