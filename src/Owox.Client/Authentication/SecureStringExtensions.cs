using System.Runtime.InteropServices;
using System.Security;
using Owox.Redaction;

namespace Owox;

/// <summary>
/// Converts between text and SecureString. A SecureString prevents accidental display of the text; it does not protect from a debugger.
/// </summary>
public static class SecureStringExtensions
{
    /// <param name="text">The text.</param>
    /// <param name="isSecret">False for text that messages may show, such as the ID of a key, but that a vault stores as a SecureString.</param>
    public static SecureString ToSecureString(string text, bool isSecret = true)
    {
        KnownSecrets.Add(isSecret ? text : null);
        var secure = new SecureString();
        foreach (var c in text)
        {
            secure.AppendChar(c);
        }

        secure.MakeReadOnly();
        return secure;
    }

    /// <summary>Returns the text, including null characters.</summary>
    /// <param name="secret">The SecureString.</param>
    /// <param name="isSecret">False for text that messages may show.</param>
    /// <exception cref="OwoxConfigurationException">The SecureString was disposed of.</exception>
    public static string ToPlainText(SecureString secret, bool isSecret = true)
    {
        var pointer = IntPtr.Zero;
        try
        {
            pointer = Marshal.SecureStringToGlobalAllocUnicode(secret);
            var text = Marshal.PtrToStringUni(pointer, secret.Length);
            KnownSecrets.Add(isSecret ? text : null);
            return text;
        }
        catch (ObjectDisposedException e)
        {
            throw new OwoxConfigurationException(
                ErrorReason.SecureStringDisposed, "The SecureString was disposed, so its value cannot be read. Create it again, and dispose it after the call.", e);
        }
        finally
        {
            if (pointer != IntPtr.Zero)
            {
                Marshal.ZeroFreeGlobalAllocUnicode(pointer);
            }
        }
    }
}
