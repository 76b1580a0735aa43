namespace Owox.Text;

/// <summary>Base64url without padding (RFC 4648, section 5).</summary>
internal static class Base64Url
{
    public static string Encode(byte[] bytes) =>
        Convert.ToBase64String(bytes).TrimEnd('=').Replace('+', '-').Replace('/', '_');

    public static bool IsCharacter(char c) => c is (>= 'a' and <= 'z') or (>= 'A' and <= 'Z') or (>= '0' and <= '9') or '-' or '_';

    /// <summary>Returns the bytes, or null if the text is not valid base64url.</summary>
    public static byte[]? TryDecode(string text)
    {
        var unpadded = text.TrimEnd('=');
        if (!unpadded.All(IsCharacter))
        {
            return null;
        }

        try
        {
            var padded = unpadded.Replace('-', '+').Replace('_', '/');
            return Convert.FromBase64String(padded.PadRight(padded.Length + ((4 - (padded.Length % 4)) % 4), '='));
        }
        catch (FormatException)
        {
            return null;
        }
    }
}
