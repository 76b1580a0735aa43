using System.Diagnostics;
using System.Globalization;

namespace Owox.Files.Atomic;

/// <summary>Moves finished files, and waits for programs that hold a file for a moment: scanners, indexers, spreadsheets.</summary>
internal static class FileMove
{
    private static readonly bool IsWindows = Path.DirectorySeparatorChar == '\\';

    /// <summary>Moves a file to a name that may be in use.</summary>
    /// <param name="from">The file.</param>
    /// <param name="to">Its new name.</param>
    /// <param name="overwrite">Whether a file of that name is replaced; otherwise it is an error.</param>
    /// <param name="timeout">How long a file in use is waited for.</param>
    /// <param name="pause">The pause between two tries.</param>
    /// <param name="cancellationToken">Ends the wait; the file is still where it was.</param>
    /// <exception cref="IOException">The name is still in use, or cannot be given.</exception>
    /// <exception cref="UnauthorizedAccessException">The account may not do it.</exception>
    public static async Task MoveAsync(string from, string to, bool overwrite, TimeSpan timeout, TimeSpan pause, CancellationToken cancellationToken)
    {
        var waited = Stopwatch.StartNew();
        while (true)
        {
            try
            {
                Move(from, to, overwrite);
                return;
            }
            catch (Exception e) when (MayPass(e) && (overwrite || !File.Exists(to)) && waited.Elapsed < timeout)
            {
                // The next try is after the pause.
            }

            await Task.Delay(pause, cancellationToken).ConfigureAwait(false);
        }
    }

    // A file in use is reported in many ways, also as a missing permission. A folder that is gone does not come back.
    private static bool MayPass(Exception e) =>
        e is UnauthorizedAccessException or IOException and not (DirectoryNotFoundException or FileNotFoundException or PathTooLongException);

    private static void Move(string from, string to, bool overwrite)
    {
        if (!overwrite || !File.Exists(to))
        {
            File.Move(from, to);
        }
        else if (IsWindows)
        {
            ReplaceOnWindows(from, to);
        }
        else
        {
#if NET8_0_OR_GREATER
            File.Move(from, to, overwrite: true);
#else
            File.Replace(from, to, destinationBackupFileName: null);
#endif
        }
    }

    // File.Replace keeps the access control list and the attributes, which a move does not.
    private static void ReplaceOnWindows(string from, string to)
    {
        var isReadOnly = File.GetAttributes(to).HasFlag(FileAttributes.ReadOnly);
        try
        {
            SetReadOnly(to, isReadOnly, value: false);

            // It replaces a file that others have open, too, and leaves the old one under another name (rf*.tmp) until they close it.
            new FileStream(to, FileMode.Open, FileAccess.Read, FileShare.None).Dispose();
            File.Replace(from, to, destinationBackupFileName: null, ignoreMetadataErrors: true);
        }
        finally
        {
            SetReadOnly(to, isReadOnly, value: true);
        }
    }

    private static void SetReadOnly(string path, bool wasReadOnly, bool value)
    {
        if (wasReadOnly && File.Exists(path))
        {
            var others = File.GetAttributes(path) & ~FileAttributes.ReadOnly;
            File.SetAttributes(path, value ? others | FileAttributes.ReadOnly : others);
        }
    }
}

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

/// <summary>Finds before a query what would prevent a finished file from getting its name.</summary>
internal static class ReplacementCheck
{
    /// <exception cref="OwoxFileException">A file cannot get this name.</exception>
    public static void Require(string path)
    {
        if (Obstacle(path) is { } obstacle)
        {
            throw OwoxFileException.NotWritten(path, obstacle);
        }
    }

    private static string? Obstacle(string path) => Directory.Exists(path) ? "a folder has this name" : UnixObstacle(path);

    private static string? UnixObstacle(string path)
    {
#if NET8_0_OR_GREATER
        if (System.OperatingSystem.IsWindows() || UnixFile.Read(Path.GetDirectoryName(path)!) is not { } folder)
        {
            return null;
        }

        if (folder.IsImmutable || folder.IsAppendOnly)
        {
            return "the folder has an attribute (immutable or append-only) that allows no replacement of files";
        }

        return UnixFile.Read(path) switch
        {
            null => null,
            { SpecialKind: { } kind } => $"it is {kind}, and the finished file would replace it",
            { IsMountPoint: true } => "it is a mount point, which cannot be replaced; mount its folder instead",
            { IsImmutable: true } or { IsAppendOnly: true } => "it has an attribute (immutable or append-only) that allows no replacement",
            var file => IsProtected(folder, file) ? "another account owns it, and in this folder (sticky bit) only the owner may replace it" : null,
        };
#else
        _ = path;
        return null;
#endif
    }

#if NET8_0_OR_GREATER
    private static bool IsProtected(UnixFileStatus folder, UnixFileStatus file) =>
        folder.IsSticky && UnixFile.CurrentUser() is not 0 and var user && file.User != user && folder.User != user;
#endif
}
