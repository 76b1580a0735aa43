using System.Globalization;

namespace Owox.Files;

/// <summary>The names under which complete files stay next to their target. No export deletes or replaces such a file.</summary>
internal static class KeptFile
{
    /// <summary>The suffix of a complete file whose rows the server has not confirmed.</summary>
    public const string Unverified = ".owox-unverified";

    /// <summary>The suffix of a complete and verified file that did not get its name.</summary>
    public const string Verified = ".owox-verified";

    // What is added to the name of the target needs less than 50 bytes; file systems allow 255.
    private const int MaxNameBytes = 200;

    /// <summary>A name that no other file has: the name of the target, the time in UTC, and the suffix.</summary>
    public static string Name(string target, string suffix)
    {
        var time = DateTime.UtcNow.ToString("yyyyMMdd'T'HHmmssfff'Z'", CultureInfo.InvariantCulture);
        var start = Path.Combine(Path.GetDirectoryName(target)!, $"{FileName.TruncateUtf8(Path.GetFileName(target), MaxNameBytes)}.{time}");
        var path = start + suffix;
        for (var i = 2; File.Exists(path); i++)
        {
            path = FormattableString.Invariant($"{start}-{i}{suffix}");
        }

        return path;
    }
}
