using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Net.Http;
using System.Text.Json;
using System.Threading;
using System.Threading.Tasks;

namespace Owox.Http;

/// <summary>Reads an answer that is not a success, in each of the shapes that OWOX and the proxies before it have.</summary>
internal static class RefusalReader
{
    /// <summary>Throws the error that the answer stands for; returns when the answer is a success.</summary>
    public static async Task ThrowIfRefusedAsync(
        HttpResponseMessage response, ApiRequest request, RefusalText? text, CancellationToken cancellationToken)
    {
        if (response.IsSuccessStatusCode)
        {
            return;
        }

        using (response)
        {
            var refusal = await ReadAsync(response, request, cancellationToken).ConfigureAwait(false);
            throw Refusals.ToException(refusal, text ?? RefusalText.Standard);
        }
    }

    private static async Task<ApiRefusal> ReadAsync(HttpResponseMessage response, ApiRequest request, CancellationToken cancellationToken)
    {
        var refusal = new ApiRefusal((int)response.StatusCode, request.Method.Method, request.Path)
        {
            RetryAfter = RetryAfter.Read(response),
            Message = Redirect(response),
        };
        var body = ServerText.Mask(await RefusalBody.ReadAsync(response, cancellationToken).ConfigureAwait(false), request.Secrets);
        var type = response.Content?.Headers.ContentType?.MediaType ?? "";
        if (body.TrimStart().StartsWith("{", StringComparison.Ordinal) && FromJson(refusal, body, request) is { } read)
        {
            return read;
        }

        return body.Length == 0 || refusal.Message is not null ? refusal : refusal with { Message = FromText(type, body, request) };
    }

    private static string? Redirect(HttpResponseMessage response)
    {
        if ((int)response.StatusCode is < 300 or >= 400 || response.Headers.Location is not { } target)
        {
            return null;
        }

        // A target without a scheme can name another host all the same.
        var from = response.RequestMessage?.RequestUri;
        var host = target.IsAbsoluteUri ? Host(target)
            : from is not null && Uri.TryCreate(from, target, out var whole) && Host(whole) != Host(from) ? Host(whole)
            : null;
        return "it redirects to " + (host ?? "another path");
    }

    private static string Host(Uri address) => address.GetLeftPart(UriPartial.Authority);

    private static ApiRefusal? FromJson(ApiRefusal refusal, string body, ApiRequest request)
    {
        try
        {
            using var document = JsonDocument.Parse(body);
            var root = document.RootElement;
            return refusal with
            {
                Message = ServerText.Clean(Message(root), request.Secrets),
                Code = ServerText.Clean(Text(root, "code") ?? Text(root, "error"), request.Secrets),
                RequestId = ServerText.Clean(Text(root, "requestId"), request.Secrets),
                Details = Details(root, "details") ?? Details(root, "errorDetails"),
            };
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return null;
        }
    }

    private static string? Message(JsonElement root)
    {
        var message = root.TryGetProperty("message", out var value) && value.ValueKind == JsonValueKind.Array
            ? string.Join("; ", value.EnumerateArray().Select(static part => Convert.ToString(PlainJson.Value(part), CultureInfo.InvariantCulture)))
            : Text(root, "message") ?? Text(root, "error");
        var errors = root.TryGetProperty("details", out var details)
            && details.ValueKind == JsonValueKind.Object
            && details.TryGetProperty("errors", out var list)
            && list.ValueKind == JsonValueKind.Array
            ? string.Join("; ", list.EnumerateArray().Select(ErrorText).OfType<string>())
            : "";
        return errors.Length > 0 ? $"{message}: {errors}" : message;
    }

    private static string? ErrorText(JsonElement error)
    {
        // The checks of a query give a code and the column in place of words.
        var text = Text(error, "message") ?? Text(error, "code");
        return Text(error, "message") is null && Text(error, "column") is { } column ? $"{text} ({column})" : text;
    }

    private static string? Text(JsonElement root, string name) =>
        root.ValueKind == JsonValueKind.Object && root.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String
            ? PlainJson.Text(value)
            : null;

    private static IReadOnlyDictionary<string, object?>? Details(JsonElement root, string name) =>
        root.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Object ? PlainJson.Object(value) : null;

    private static string? FromText(string type, string body, ApiRequest request)
    {
        const int Enough = 300;
        var what = type.Length > 0 ? type : "text";
        var start = body.IndexOf("<title>", StringComparison.OrdinalIgnoreCase);
        var end = body.IndexOf("</title>", StringComparison.OrdinalIgnoreCase);
        var text = start >= 0 && end > start ? body.Substring(start + 7, end - start - 7) : body;
        var clean = ServerText.Clean(text, request.Secrets, Enough);
        return clean is null ? null : $"not JSON but {what}, which a proxy in between may have sent: {clean}";
    }
}
