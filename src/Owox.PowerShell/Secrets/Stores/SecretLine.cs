using System.Security;
using Owox.Redaction;

namespace Owox.PowerShell.Secrets.Stores;

/// <summary>Text that must consist of one line with a secret.</summary>
internal static class SecretLine
{
    // The capacity of a SecureString.
    private const int MaxLength = 65_536;

    private static readonly char[] Blank = ['\r', '\n', ' ', '\t', '\uFEFF'];

    /// <summary>Returns the line without line breaks and spaces at its ends.</summary>
    /// <param name="text">The text. All of it is treated as secret.</param>
    /// <param name="invalid">Creates the error from the reason, which contains no part of the text.</param>
    public static SecureString Read(string text, Func<string, OwoxException> invalid)
    {
        var line = text.Trim(Blank);
        if (line.Length == 0)
        {
            throw invalid("it is empty");
        }

        if (line.Length > MaxLength)
        {
            throw invalid(FormattableString.Invariant($"it has more than {MaxLength} characters"));
        }

        var lines = line.Split('\n').Count(static part => part.Trim(Blank).Length > 0);
        if (lines > 1)
        {
            KnownSecrets.Add(line);
            throw invalid(FormattableString.Invariant($"it has {lines} lines"));
        }

        return SecureStringExtensions.ToSecureString(line);
    }
}
