using System.Net;
using System.Text.Json;
using Owox.Errors;
using Owox.Http.Json;
using Owox.Http.Requests;

namespace Owox.Resources;

/// <summary>Parses the response to the creation of a key, and rejects a value that the session cannot use.</summary>
internal static class NewApiKeyCheck
{
    /// <param name="response">The response of the server.</param>
    /// <param name="request">The request, for messages.</param>
    /// <param name="origin">The only origin that the key may be sent to.</param>
    /// <exception cref="OwoxException">The response lacks a field, or the value is not a key of this ID for this origin.</exception>
    public static NewApiKey Read(JsonElement response, ApiRequest request, ApiOrigin origin)
    {
        var created = JsonResponseReader.Bind(response, OwoxJsonContext.Default.CreatedApiKey, request);
        var key = Parse(created.ApiKey, request);
        if (!key.Origin.Equals(origin))
        {
            throw Unusable(request, $"the key is for {key.Origin}, but the connection is to {origin}");
        }

        return key.Id == created.ApiKeyId
            ? new NewApiKey(created.WithoutValue(), SecureStringExtensions.ToSecureString(created.ApiKey!))
            : throw Unusable(request, "the ID in the key differs from the ID in the response");
    }

    /// <summary>Returns the ID of the created key, or null if the response does not contain it.</summary>
    public static string? IdOf(JsonElement response) =>
        response.ValueKind == JsonValueKind.Object && response.TryGetProperty("apiKeyId", out var id) && id.ValueKind == JsonValueKind.String
            && !string.IsNullOrWhiteSpace(id.GetString())
            ? id.GetString()
            : null;

    private static ApiKey Parse(string? value, ApiRequest request)
    {
        try
        {
            return ApiKey.Parse(value, allowUnencrypted: true);
        }
        catch (OwoxConfigurationException e)
        {
            throw Unusable(request, e.Reason == ErrorReason.OriginInvalid ? "the origin in the key cannot be used" : "its value is not an API key");
        }
    }

    private static OwoxApiException Unusable(ApiRequest request, string what) => new(
        ErrorReason.NewApiKeyInvalid, what + ".", new ApiErrorResponse((int)HttpStatusCode.Created, request.Method.Method, request.Path));
}
