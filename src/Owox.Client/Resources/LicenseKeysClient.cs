using System.Net;
using System.Text.Json;
using Owox.Errors;
using Owox.Http.Errors;
using Owox.Http.Json;
using Owox.Http.Requests;
using Owox.Redaction;
using Owox.Resources;
using Owox.Text;

namespace Owox;

/// <summary>
/// The license keys of a project, on a deployment that issues licenses for self-managed deployments. The server rejects these requests if the
/// access token was obtained with an API key.
/// </summary>
public sealed class LicenseKeysClient
{
    private const string Path = "/api/license-keys";

    private readonly ApiConnection _connection;

    internal LicenseKeysClient(ApiConnection connection)
    {
        _connection = connection;
        MemberSession.Require(connection.Session, "manage license keys");
    }

    private static ErrorMessageOverrides Errors { get; } = new()
    {
        Forbidden = "License keys can only be created, renamed and revoked by an admin of the project.",
        ItemNotFound = "The project has no license key with this ID.",
    };

    /// <summary>Checks that the session may create, rename and revoke keys. Sends no request.</summary>
    /// <exception cref="OwoxAccessException">The policy of the session does not permit it.</exception>
    public void RequireChanges()
    {
        _connection.RequireAccess(HttpMethod.Post, Path);
        _connection.RequireAccess(new HttpMethod("PATCH"), Path + "/id");
        _connection.RequireAccess(HttpMethod.Delete, Path + "/id");
    }

    /// <summary>Lists the keys of the project that are not revoked.</summary>
    /// <exception cref="OwoxNotFoundException">The deployment does not issue license keys.</exception>
    public Task<LicenseKeyInfo[]> ListAsync(CancellationToken cancellationToken) =>
        IssuedAsync(_connection.ListAsync(Path, OwoxJsonContext.Default.LicenseKeyInfo, cancellationToken));

    /// <summary>
    /// Creates a key. The request is never retried, because a second request could create a key whose value is lost. If the response has no
    /// value or is for another deployment, the key is revoked.
    /// </summary>
    /// <param name="name">The name of the key.</param>
    /// <param name="origin">The address of the deployment that the license is for.</param>
    /// <param name="cancellationToken">Cancels the request.</param>
    /// <exception cref="OwoxApiException">The server returned an error response, or the response cannot be used.</exception>
    /// <exception cref="OwoxNotFoundException">The deployment does not issue license keys.</exception>
    public async Task<NewLicenseKey> CreateAsync(string name, string origin, CancellationToken cancellationToken)
    {
        var body = Utf8Json.Object(json =>
        {
            json.WriteString("name", name);
            json.WriteString("origin", origin);
        });
        var request = ApiRequest.WithJson(HttpMethod.Post, Path, body) with
        {
            Retry = RetryRules.Never,
            HowToCheck = "List the license keys before you create another one. A key with this name may exist, and its value cannot be retrieved.",
        };
        using var document = await IssuedAsync(_connection.ReadJsonAsync(request, cancellationToken, Errors)).ConfigureAwait(false);
        try
        {
            return Read(document.RootElement, origin, request with { IsChange = false });
        }
        catch (OwoxException e)
        {
            throw await UnusableKey.RevokeAsync(
                ErrorReason.NewLicenseKeyInvalid, "license key", name, Path, Text(document.RootElement, "licenseKeyId"), id => RevokeAsync(id, CancellationToken.None), e).ConfigureAwait(false);
        }
    }

    /// <summary>Renames a key.</summary>
    public async Task<LicenseKeyInfo> RenameAsync(string licenseKeyId, string name, CancellationToken cancellationToken)
    {
        var request = ApiRequest.WithJson(new HttpMethod("PATCH"), KeyPath(licenseKeyId), Utf8Json.Object(json => json.WriteString("name", name))) with
        {
            HowToCheck = "List the license keys to check the name of the key.",
        };
        using var document = await IssuedAsync(_connection.ReadJsonAsync(request, cancellationToken, Errors)).ConfigureAwait(false);
        return JsonResponseReader.Bind(document.RootElement, OwoxJsonContext.Default.LicenseKeyInfo, request);
    }

    /// <summary>Revokes a key permanently. Revoking it again has no effect.</summary>
    public async Task RevokeAsync(string licenseKeyId, CancellationToken cancellationToken)
    {
        var request = new ApiRequest(HttpMethod.Delete, KeyPath(licenseKeyId)) { HowToCheck = "List the license keys to check whether the key was revoked." };
        using var response = await IssuedAsync(_connection.SendAsync(request, cancellationToken, Errors)).ConfigureAwait(false);
    }

    private static NewLicenseKey Read(JsonElement response, string origin, ApiRequest request)
    {
        // The value is secret even if the response cannot be used.
        KnownSecrets.Add(Text(response, "licenseKey"));
        var created = JsonResponseReader.Bind(response, OwoxJsonContext.Default.CreatedLicenseKey, request);
        if (string.IsNullOrWhiteSpace(created.LicenseKey))
        {
            throw Unusable(request, "it has no value");
        }

        return IsSame(created.Origin, origin)
            ? new NewLicenseKey(created.WithoutValue(), SecureStringExtensions.ToSecureString(created.LicenseKey!))
            : throw Unusable(request, $"the key is for {ServerTextSanitizer.Sanitize(created.Origin, [])}, not for {origin}");
    }

    private static OwoxApiException Unusable(ApiRequest request, string what) => new(
        ErrorReason.NewLicenseKeyInvalid, what + ".", new ApiErrorResponse((int)HttpStatusCode.Created, request.Method.Method, request.Path));

    /// <summary>Whether two addresses are those of the same deployment. The server normalizes the address of a key.</summary>
    internal static bool IsSame(string? one, string? other) =>
        Uri.TryCreate(one, UriKind.Absolute, out var first) && Uri.TryCreate(other, UriKind.Absolute, out var second)
        && string.Equals(first.GetLeftPart(UriPartial.Authority), second.GetLeftPart(UriPartial.Authority), StringComparison.OrdinalIgnoreCase);

    private static string? Text(JsonElement response, string property) =>
        response.ValueKind == JsonValueKind.Object && response.TryGetProperty(property, out var value) && value.ValueKind == JsonValueKind.String
            && !string.IsNullOrWhiteSpace(value.GetString())
            ? value.GetString()
            : null;

    private static string KeyPath(string licenseKeyId) => $"{Path}/{PathSegment.Encode(licenseKeyId)}";

    // A deployment that issues no licenses has none of the routes.
    private async Task<T> IssuedAsync<T>(Task<T> request)
    {
        try
        {
            return await request.ConfigureAwait(false);
        }
        catch (OwoxNotFoundException e) when (e.ServerMessage?.StartsWith($"Cannot {e.Method} /", StringComparison.Ordinal) == true)
        {
            throw new OwoxNotFoundException(
                ErrorReason.LicenseKeysNotIssued,
                $"{_connection.Session.Origin} does not issue license keys: only some deployments of version 0.32 or later do. Connect to the one that issues your licenses, such as https://app.owox.com.",
                new ApiErrorResponse(e.StatusCode, e.Method, e.RequestPath) { Message = e.ServerMessage, RequestId = e.RequestId });
        }
    }
}
