using System.Net;
using System.Security;

namespace Owox;

/// <summary>Between text and SecureString. A SecureString keeps text from being shown by accident, not from a debugger.</summary>
public static class SecretText
{
    public static SecureString ToSecureString(string text)
    {
        var secure = new SecureString();
        foreach (var c in text)
        {
            secure.AppendChar(c);
        }

        secure.MakeReadOnly();
        return secure;
    }

    public static string Reveal(SecureString secret) => new NetworkCredential(string.Empty, secret).Password;
}
