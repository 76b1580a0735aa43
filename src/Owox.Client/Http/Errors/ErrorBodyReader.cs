using System.Text;
using Owox.Http.Options;
using Owox.Http.Requests;

namespace Owox.Http.Errors;

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

        using var timeout = new ResponseReadTimeout(response, cancellationToken);
        timeout.Restart(ClientTimings.Current.ErrorBodyTimeout);
        try
        {
            using var body = await timeout.OpenBodyAsync().ConfigureAwait(false);
            return await ReadStartAsync(body, timeout.Token).ConfigureAwait(false);
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
