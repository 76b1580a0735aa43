using System.Globalization;
using System.Text;
using System.Text.Json;
using Owox.Errors;
using Owox.Http.Options;
using Owox.Http.Requests;
using Owox.Redaction;
using Owox.Text;

namespace Owox.Http.Errors;

/// <summary>Reads an error response in each of the formats of OWOX and of proxies.</summary>
internal static class ErrorResponseReader
{
    /// <summary>Throws the error of an error response. Returns if the response is a success.</summary>
    public static async Task EnsureSuccessAsync(
        HttpResponseMessage response, ApiRequest request, ErrorMessageOverrides? text, CancellationToken cancellationToken)
    {
        if (response.IsSuccessStatusCode)
        {
            return;
        }

        using (response)
        {
            var error = await ReadAsync(response, request, cancellationToken).ConfigureAwait(false);
            throw request.IsChange && error.StatusCode is 408 or 502 or 504
                ? ApiErrorFactory.OutcomeUnknown(error, request.HowToCheck)
                : ApiErrorFactory.ToException(error, text ?? ErrorMessageOverrides.Standard);
        }
    }

    private static async Task<ApiErrorResponse> ReadAsync(HttpResponseMessage response, ApiRequest request, CancellationToken cancellationToken)
    {
        var error = new ApiErrorResponse((int)response.StatusCode, request.Method.Method, request.Path)
        {
            RetryAfter = RetryAfterHeader.Read(response),
            Message = Redirect(response),
        };
        var original = await ErrorBodyReader.ReadAsync(response, cancellationToken).ConfigureAwait(false);
        var body = ServerTextSanitizer.Redact(original, request.Secrets);
        var type = response.Content?.Headers.ContentType?.MediaType ?? "";
        if (body.TrimStart().StartsWith("{", StringComparison.Ordinal))
        {
            // If a secret contains a quotation mark, redaction can remove a part of the JSON. The details are then omitted, because only the
            // other values are redacted individually.
            var read = FromJson(error, body, request) ?? (FromJson(error, original, request) is { } whole ? whole with { Details = null } : null);
            if (read is not null)
            {
                return read;
            }
        }

        return body.Length == 0 || error.Message is not null ? error : error with { Message = FromText(type, body, request) };
    }

    private static string? Redirect(HttpResponseMessage response)
    {
        if ((int)response.StatusCode is < 300 or >= 400 || response.Headers.Location is not { } target)
        {
            return null;
        }

        // A target without a scheme can also specify another host.
        var from = response.RequestMessage?.RequestUri;
        var host = target.IsAbsoluteUri ? Host(target)
            : from is not null && Uri.TryCreate(from, target, out var whole) && Host(whole) != Host(from) ? Host(whole)
            : null;
        return "it redirects to " + (host ?? "another path");
    }

    private static string Host(Uri address) => address.GetLeftPart(UriPartial.Authority);

    private static ApiErrorResponse? FromJson(ApiErrorResponse error, string body, ApiRequest request)
    {
        try
        {
            using var document = JsonDocument.Parse(body);
            var root = document.RootElement;
            return error with
            {
                Message = ServerTextSanitizer.Sanitize(Message(root), request.Secrets),
                Code = ServerTextSanitizer.Sanitize(Text(root, "code") ?? Text(root, "error"), request.Secrets),
                RequestId = ServerTextSanitizer.Sanitize(Text(root, "requestId"), request.Secrets),
                Details = Details(root, "details") ?? Details(root, "errorDetails"),
            };
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return null;
        }
    }

    // Since 0.35, the message repeats the errors.
    private static string? Message(JsonElement root)
    {
        var message = root.TryGetProperty("message", out var value) && value.ValueKind == JsonValueKind.Array
            ? string.Join("; ", value.EnumerateArray().Select(static part => Convert.ToString(JsonElementConverter.Value(part), CultureInfo.InvariantCulture)))
            : Text(root, "message") ?? Text(root, "error");
        var errors = root.TryGetProperty("details", out var details)
            && details.ValueKind == JsonValueKind.Object
            && details.TryGetProperty("errors", out var list)
            && list.ValueKind == JsonValueKind.Array
            ? string.Join("; ", list.EnumerateArray().Select(ErrorText).OfType<string>().Where(error => message?.Contains(error) != true))
            : "";
        return errors.Length > 0 ? $"{message}: {errors}" : message;
    }

    private static string? ErrorText(JsonElement error)
    {
        // The validation of queries returns a code and the column, and no message.
        var text = Text(error, "message") ?? Text(error, "code");
        return Text(error, "message") is null && Text(error, "column") is { } column ? $"{text} ({column})" : text;
    }

    private static string? Text(JsonElement root, string name) =>
        root.ValueKind == JsonValueKind.Object && root.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String
            ? JsonElementConverter.Text(value)
            : null;

    private static IReadOnlyDictionary<string, object?>? Details(JsonElement root, string name) =>
        root.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Object ? JsonElementConverter.Object(value) : null;

    private static string? FromText(string type, string body, ApiRequest request)
    {
        const int MaxLength = 300;
        var what = type.Length > 0 ? type : "text";
        var start = body.IndexOf("<title>", StringComparison.OrdinalIgnoreCase);
        var end = body.IndexOf("</title>", StringComparison.OrdinalIgnoreCase);
        var text = start >= 0 && end > start ? body.Substring(start + 7, end - start - 7) : body;
        var clean = ServerTextSanitizer.Sanitize(text, request.Secrets, MaxLength);
        return clean is null ? null : $"{what} instead of JSON, possibly sent by a proxy: {clean}";
    }
}

/// <summary>Reads the beginning of the body of an error response. That of a row stream may stall or never end.</summary>
internal static class ErrorBodyReader
{
    private const int MaxBytes = 256 * 1024;

    /// <summary>The text; empty if it could not be read.</summary>
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
