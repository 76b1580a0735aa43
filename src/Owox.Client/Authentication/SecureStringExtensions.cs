using System.Runtime.InteropServices;
using System.Security;
using Owox.Redaction;

namespace Owox;

/// <summary>Between text and SecureString. A SecureString keeps text from being shown by accident, not from a debugger.</summary>
public static class SecureStringExtensions
{
    /// <param name="text">The text.</param>
    /// <param name="isSecret">False for text that messages may show, such as the ID of a key, and that a vault keeps as a SecureString.</param>
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

    /// <summary>The text, null characters included.</summary>
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
                ErrorReason.SecureStringDisposed, "The SecureString was disposed of, so its text cannot be read. Create it again, and dispose of it after the call.", e);
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
