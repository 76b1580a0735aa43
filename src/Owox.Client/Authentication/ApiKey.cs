using System.Text;
using System.Text.Json;
using Owox.Redaction;
using Owox.Text;

namespace Owox;

/// <summary>An API key: the origin that it is for, its ID and its secret. <see cref="ToString"/> returns the ID, which is not secret.</summary>
public sealed class ApiKey
{
    /// <summary>The prefix of every API key value.</summary>
    public const string Prefix = KnownSecrets.ApiKeyPrefix;

    private ApiKey(ApiOrigin origin, string id, string secret)
    {
        Origin = origin;
        Id = id;
        Secret = secret;
        KnownSecrets.Add(secret);
    }

    /// <summary>The deployment that issued the key.</summary>
    public ApiOrigin Origin { get; }

    /// <summary>The API key ID (<c>pmk_…</c>). Not secret.</summary>
    public string Id { get; }

    internal string Secret { get; }

    /// <summary>
    /// Parses a complete key value (<c>owox_key_…</c>). White space, invisible characters and quotation marks from copying are removed.
    /// </summary>
    /// <exception cref="OwoxConfigurationException">
    /// The value is not a valid key. The message states the reason and never contains the value.
    /// </exception>
    public static ApiKey Parse(string? value, bool allowUnencrypted = false)
    {
        var text = CopiedKeyCleaner.Join(value);
        ThrowIfUnexpandedVariable(text);
        if (!Prefix.StartsWith(text, StringComparison.Ordinal))
        {
            KnownSecrets.Add(value);
            KnownSecrets.Add(text);
        }

        if (text.Length == 0)
        {
            throw Malformed(CopiedKeyCleaner.Problem(value, text, static _ => true)!);
        }

        if (!text.StartsWith(Prefix, StringComparison.Ordinal))
        {
            throw Malformed($"it does not begin with '{Prefix}'");
        }

        using var json = ReadJson(text.Substring(Prefix.Length));
        return FromParts(
            Part(json.RootElement, "apiOrigin"),
            Part(json.RootElement, "apiKeyId"),
            Part(json.RootElement, "apiKeySecret"),
            allowUnencrypted);
    }

    /// <summary>Creates a key from its three parts.</summary>
    public static ApiKey FromParts(string? origin, string? id, string? secret, bool allowUnencrypted = false)
    {
        ThrowIfUnexpandedVariable(origin);
        ThrowIfUnexpandedVariable(id);
        ThrowIfUnexpandedVariable(secret);
        KnownSecrets.Add(secret);
        (origin, id, secret) = (CopiedKeyCleaner.Trim(origin), CopiedKeyCleaner.Trim(id), CopiedKeyCleaner.Trim(secret));
        if (id.Length == 0)
        {
            throw Malformed("it has no API key ID");
        }

        if (secret.Length == 0)
        {
            throw Malformed("it has no secret");
        }

        if (origin.Length == 0)
        {
            throw Malformed("it has no origin");
        }

        // The ID is sent in a header, so characters that a header cannot contain are invalid.
        if (CopiedKeyCleaner.CodePoint(id, static c => c is > ' ' and <= '~') is { } other)
        {
            throw Malformed($"its API key ID contains {other}, which an ID cannot contain");
        }

        return new ApiKey(ApiOrigin.Parse(origin, allowUnencrypted), id, secret);
    }

    /// <summary>The API key ID. The secret is never printed.</summary>
    public override string ToString() => Id;

    private static void ThrowIfUnexpandedVariable(string? text)
    {
        var trimmed = text?.Trim() ?? "";
        if (trimmed.StartsWith("$(", StringComparison.Ordinal) && trimmed.EndsWith(")", StringComparison.Ordinal))
        {
            throw new OwoxConfigurationException(
                ErrorReason.VariableNotExpanded,
                $"The API key is the literal text '{trimmed}', because the pipeline did not replace the variable. "
                + "Secret variables are not set in the environment automatically. Map the variable in the step, "
                + "env: { OWOX_API_KEY: $(OWOX_API_KEY) }, and check that it exists and that its name is spelled correctly.");
        }
    }

    private static JsonDocument ReadJson(string code)
    {
        if (Base64Url.TryDecode(code) is not { } bytes)
        {
            var other = CopiedKeyCleaner.CodePoint(code, Base64Url.IsCharacter);
            throw Malformed($"the part after '{Prefix}' is not base64url{(other is null ? "" : $", because it contains {other}")}; the value may be truncated or changed");
        }

        try
        {
            // Strict UTF-8: an invalid byte must not be accepted as a replacement character.
            var document = JsonDocument.Parse(StrictUtf8.Encoding.GetString(bytes));
            if (document.RootElement.ValueKind == JsonValueKind.Object)
            {
                return document;
            }

            document.Dispose();
        }
        catch (Exception e) when (e is JsonException or DecoderFallbackException)
        {
            // The message of the parser can contain the value, so it is not used.
        }

        throw Malformed($"the part after '{Prefix}' is not a JSON object; the value may be truncated or changed");
    }

    private static string? Part(JsonElement root, string name)
    {
        try
        {
            if (!root.TryGetProperty(name, out var value))
            {
                return null;
            }

            if (value.ValueKind == JsonValueKind.String)
            {
                return value.GetString();
            }
        }
        catch (InvalidOperationException)
        {
            // The parser accepts an escape sequence for an unpaired surrogate, but it is not valid text.
        }

        throw Malformed($"its field '{name}' is not a string");
    }

    private static OwoxConfigurationException Malformed(string what) => new(
        ErrorReason.ApiKeyMalformed,
        $"The API key is malformed: {what}. Copy the complete value, which begins with '{Prefix}', again from where it is stored, "
        + "or create a new key under Project settings, My API Keys.");
}
