using System.Buffers.Text;
using System.Security.Cryptography;

namespace Owox.Sandbox.Auth;

internal static class Secret
{
    /// <summary>Random bytes as base64url.</summary>
    public static string New(int bytes) => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(bytes));

    public static string NewId() => Guid.NewGuid().ToString();
}
