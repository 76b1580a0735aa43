using System.Buffers.Text;

namespace Owox.Sandbox.Auth;

/// <summary>The API keys and license keys. They are resources with a secret, which the server shows only when it creates them.</summary>
internal static class ApiKeys
{
    public const string AdminKeyId = "pmk_ExampleAdminKeyId00001";
    public const string ViewerKeyId = "pmk_ExampleViewerKeyId0001";
    public const string ExpiredKeyId = "pmk_ExampleExpiredKeyId001";
    public const string RevokedKeyId = "pmk_ExampleRevokedKeyId001";

    public static void Seed(ResourceStore store, DateTimeOffset now)
    {
        Add(ExpiredKeyId, Members.AdminId, "Expired key", 90, now.AddDays(-1));
        Add(RevokedKeyId, Members.AdminId, "Revoked key", 60)["isRevoked"] = true;
        Add(AdminKeyId, Members.AdminId, "Sandbox key", 3);
        Add(ViewerKeyId, Members.ViewerId, "Viewer key", 2);

        JsonObject Add(string id, string owner, string name, int days, DateTimeOffset? expiresAt = null) => store.Add(ResourceTable.ApiKeys, new JsonObject
        {
            ["apiKeyId"] = id,
            ["createdById"] = owner,
            ["name"] = name,
            ["createdAt"] = Timestamp.Seconds(now.AddDays(-days)),
            ["expiresAt"] = expiresAt is { } expiry ? Timestamp.Milliseconds(expiry) : null,
        });
    }

    /// <summary>Returns the key with the ID and the secret, or null. The server does not report which of them is invalid.</summary>
    public static JsonObject? Authenticate(ResourceStore store, string id, string secret, DateTimeOffset now)
    {
        var (key, time) = (store.Find(ResourceTable.ApiKeys, id), Timestamp.Milliseconds(now));
        var isExpired = (string?)key?["expiresAt"] is { } expiry && string.CompareOrdinal(expiry, time) <= 0;
        if (key is null || isExpired || IsRevoked(key) || (string?)key["secret"] != secret)
        {
            return null;
        }

        key["lastAuthenticatedAt"] = time;
        return key;
    }

    public static string Value(JsonObject key, string origin)
    {
        var parts = new JsonObject { ["apiOrigin"] = origin, ["apiKeyId"] = (string?)key["apiKeyId"], ["apiKeySecret"] = (string?)key["secret"] };
        return "owox_key_" + Base64Url.EncodeToString(Encoding.UTF8.GetBytes(ApiResponse.Serialize(parts)));
    }

    public static void Create(ResourceWrite write)
    {
        write.Document["apiKeyId"] = "pmk_" + Secret.New(16);
        write.Document["expiresAt"] = RequestBodyValidator.TryParseDate(write.Text("expiresAt") ?? "", out var date) ? Timestamp.Milliseconds(date) : null;
    }

    public static void CreateLicense(ResourceWrite write)
    {
        var isOrigin = Uri.TryCreate(write.Text("origin"), UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https";
        ApiError.ThrowIf(!isOrigin, () => ApiErrors.Framework(
            400, $"\"{write.Text("origin")}\" is not a valid public origin. Use a full http or https address, for example https://data-marts.example.com"));
        write.Document["origin"] = uri!.GetLeftPart(UriPartial.Authority);
        write.Document["expiresAt"] = Timestamp.Milliseconds(write.Request.State.Now.AddDays(365));
    }

    public static void Revoke(ResourceWrite write) => write.Document["isRevoked"] = true;

    public static bool IsRevoked(JsonObject key) => (bool?)key["isRevoked"] == true;
}
