using System.Globalization;

namespace Owox.Files.Atomic;

/// <summary>The names under which complete files stay next to their target. No export deletes or replaces such a file.</summary>
internal static class KeptFile
{
    /// <summary>The suffix of a complete file whose rows the server has not confirmed.</summary>
    public const string Unverified = ".owox-unverified";

    /// <summary>The suffix of a complete and verified file that did not get its name.</summary>
    public const string Verified = ".owox-verified";

    // What is added to the name of the target needs less than 50 bytes; file systems allow 255.
    private const int MaxNameBytes = 200;

    private const int RandomDigits = 8;

    /// <summary>
    /// A name that no other file has: the name of the target, the time in UTC, a random number, and the suffix. The number is necessary because two
    /// processes can complete files of the same target within a millisecond, and a move does not reliably fail where the name was just taken.
    /// </summary>
    public static string Name(string target, string suffix)
    {
        var time = DateTime.UtcNow.ToString("yyyyMMdd'T'HHmmssfff'Z'", CultureInfo.InvariantCulture);
        var name = FileName.TruncateUtf8(Path.GetFileName(target), MaxNameBytes);
        return Path.Combine(Path.GetDirectoryName(target)!, $"{name}.{time}-{Guid.NewGuid().ToString("N").Substring(0, RandomDigits)}{suffix}");
    }
}
