using System.Text;
using Owox.Text;

namespace Owox.Client.Tests.Authentication;

/// <summary>Creates valid and invalid values of API keys.</summary>
internal static class KeyText
{
    public static string Of(string json) => Of(Encoding.UTF8.GetBytes(json));

    public static string Of(byte[] bytes) => ApiKey.Prefix + Base64Url.Encode(bytes);

    public static string With(string origin = "https://app.owox.com", string id = Secrets.KeyId, string secret = Secrets.KeySecret) =>
        Of($$"""{"apiOrigin":"{{origin}}","apiKeyId":"{{id}}","apiKeySecret":"{{secret}}"}""");
}
