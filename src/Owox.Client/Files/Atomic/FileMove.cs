using System.Diagnostics;

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
