using System.Text;
using System.Text.Json;
using Owox.Http.Errors;
using Owox.Http.Requests;
using Owox.Redaction;
using Owox.Rows;
using Owox.Rows.Parsing;
using Owox.Text;

namespace Owox;

/// <summary>The complete response of the server to a request.</summary>
public sealed class RawResponse
{
    // The maximum depth of ConvertFrom-Json in PowerShell.
    private const int MaxDepth = 1_024;

    private readonly ApiRequest _request;
    private readonly int _status;
    private readonly byte[] _body;
    private readonly string? _charset;

    private RawResponse(ApiRequest request, HttpResponseMessage response, byte[] body)
    {
        _request = request;
        _status = (int)response.StatusCode;
        _body = body;
        ContentType = response.Content.Headers.ContentType?.MediaType;
        _charset = response.Content.Headers.ContentType?.CharSet;
    }

    /// <summary>The media type, for example <c>application/json</c>, or null if the server did not specify it.</summary>
    public string? ContentType { get; }

    public bool IsEmpty => _body.Length == 0;

    /// <summary>Whether the response is JSON. Rows, which are lines of JSON, do not count.</summary>
    public bool IsJson => ContentType is { } type
        && (type.Equals("application/json", StringComparison.OrdinalIgnoreCase)
            || type.Equals("text/json", StringComparison.OrdinalIgnoreCase)
            || type.EndsWith("+json", StringComparison.OrdinalIgnoreCase));

    /// <summary>Whether the response contains rows, one per line.</summary>
    public bool IsRows => NdjsonContentType.IsRows(ContentType);

    internal static async Task<RawResponse> ReadAsync(HttpResponseMessage response, ApiRequest request)
    {
        using (response)
        {
            return new RawResponse(request, response, await response.Content.ReadAsByteArrayAsync().ConfigureAwait(false));
        }
    }

    /// <summary>The text of the response.</summary>
    /// <exception cref="OwoxApiException">The response is not text.</exception>
    public string ReadText()
    {
        try
        {
            var encoding = string.IsNullOrEmpty(_charset)
                ? StrictUtf8.Encoding
                : Encoding.GetEncoding(_charset!.Trim('"'), EncoderFallback.ExceptionFallback, DecoderFallback.ExceptionFallback);
            return encoding.GetString(_body).TrimStart('\uFEFF');
        }
        catch (ArgumentException e)
        {
            throw ApiErrorFactory.Unexpected(_request, _status, $"it is '{ServerTextSanitizer.Sanitize(ContentType, []) ?? "bytes"}' and not text", e, ErrorOption.OutFile);
        }
    }

    /// <summary>Parses the JSON. The result consists of NestedObject, array, String, Int64, Decimal, BigInteger, Double, Boolean and null.</summary>
    /// <exception cref="OwoxApiException">The response is not JSON.</exception>
    public object? ReadJson()
    {
        try
        {
            var reader = new Utf8JsonReader(_body, new JsonReaderOptions { MaxDepth = MaxDepth });
            reader.Read();
            var value = JsonValueReader.Read(ref reader);

            // Another read makes the reader reject content after the value.
            reader.Read();
            return value;
        }
        catch (JsonException e)
        {
            throw Unusable($"it is not JSON (line {e.LineNumber + 1}, byte {e.BytePositionInLine})", e);
        }
        catch (InvalidOperationException e)
        {
            throw Unusable("it contains text that is not UTF-8, or an unpaired surrogate", e, ErrorOption.Raw);
        }
        catch (FormatException e)
        {
            throw Unusable(e.Message, e, ErrorOption.Raw);
        }
    }

    internal OwoxApiException Unusable(string what, Exception? inner = null, string? option = null) => ApiErrorFactory.Unexpected(_request, _status, what, inner, option);
}
