using System.Diagnostics;
using System.Globalization;

namespace Owox.Files.Atomic;

/// <summary>Moves files, and waits for programs that open a file for a short time, such as virus scanners, indexers and spreadsheets.</summary>
internal static class FileMove
{
    private static readonly bool IsWindows = Path.DirectorySeparatorChar == '\\';

    /// <summary>Moves a file to a name that may be in use.</summary>
    /// <param name="from">The file.</param>
    /// <param name="to">Its new name.</param>
    /// <param name="overwrite">Whether an existing file is replaced; otherwise it is an error.</param>
    /// <param name="timeout">The longest time to wait for a file that is in use.</param>
    /// <param name="pause">The delay between two attempts.</param>
    /// <param name="cancellationToken">Ends the wait. The file keeps its current name.</param>
    /// <exception cref="IOException">The name is still in use or is invalid.</exception>
    /// <exception cref="UnauthorizedAccessException">The account lacks the permission.</exception>
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
                // The next attempt follows after the delay.
            }

            await Task.Delay(pause, cancellationToken).ConfigureAwait(false);
        }
    }

    // A file in use causes various errors, including a missing permission. A missing folder is permanent.
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

    // File.Replace keeps the access control list and the attributes; a move does not.
    private static void ReplaceOnWindows(string from, string to)
    {
        var isReadOnly = File.GetAttributes(to).HasFlag(FileAttributes.ReadOnly);
        try
        {
            SetReadOnly(to, isReadOnly, value: false);

            // File.Replace also replaces a file that other programs have open, and leaves the old file under another name (rf*.tmp) until
            // they close it.
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

/// <summary>The names under which complete files are kept next to their target. No export deletes or replaces such a file.</summary>
internal static class KeptFile
{
    /// <summary>The suffix of a complete file whose rows the server has not confirmed.</summary>
    public const string Unverified = ".owox-unverified";

    /// <summary>The suffix of a complete and verified file that could not replace its target.</summary>
    public const string Verified = ".owox-verified";

    // The suffixes need less than 50 bytes; file systems allow 255.
    private const int MaxNameBytes = 200;

    private const int RandomDigits = 8;

    /// <summary>
    /// Returns a unique name: the name of the target, the time in UTC, a random number, and the suffix. The number is necessary because two
    /// processes can complete files of the same target within a millisecond, and a move does not reliably fail if the name was just taken.
    /// </summary>
    public static string Name(string target, string suffix)
    {
        var time = DateTime.UtcNow.ToString("yyyyMMdd'T'HHmmssfff'Z'", CultureInfo.InvariantCulture);
        var name = FileName.TruncateUtf8(Path.GetFileName(target), MaxNameBytes);
        return Path.Combine(Path.GetDirectoryName(target)!, $"{name}.{time}-{Guid.NewGuid().ToString("N").Substring(0, RandomDigits)}{suffix}");
    }
}

/// <summary>Checks before a query whether the finished file can replace its target.</summary>
internal static class ReplacementCheck
{
    /// <exception cref="OwoxFileException">No file can have this name.</exception>
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
            return "the folder has an attribute (immutable or append-only) that prevents replacing its files";
        }

        return UnixFile.Read(path) switch
        {
            null => null,
            { SpecialKind: { } kind } => $"it is {kind}, which the export would replace with a file",
            { IsMountPoint: true } => "it is a mount point, which cannot be replaced; mount its folder instead",
            { IsImmutable: true } or { IsAppendOnly: true } => "it has an attribute (immutable or append-only) that prevents replacing it",
            var file => IsProtected(folder, file) ? "another account owns it, and in this folder (sticky bit) only the owner can replace it" : null,
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
