using System.Diagnostics;
using System.Globalization;
using Owox.Redaction;

namespace Owox.Audit;

/// <summary>
/// A file to which several processes append lines. Only the owner of a second file, the lock, may write. The system closes the lock of a
/// process that ends, and readers of the log do not need it.
/// </summary>
internal sealed class AuditFile(string path, long maxBytes, TimeSpan lockTimeout)
{
    private const string LockExtension = ".lock";
    private const int Digits = 6;

    // Windows finds a file in any case of its name.
    private static readonly StringComparison NameComparison =
        System.IO.Path.DirectorySeparatorChar == '\\' ? StringComparison.OrdinalIgnoreCase : StringComparison.Ordinal;

    // The operating system does not report when another process releases the file.
    private static readonly TimeSpan LockPollInterval = TimeSpan.FromMilliseconds(5);

    // How the systems report that a file is in use: EAGAIN of Linux and macOS, and the sharing and lock violations of Windows.
    private static readonly int[] InUse = [11, 35, 32, 33];

    public string Path { get; } = path;

    /// <summary>Appends a line; without bytes, only checks that this is possible.</summary>
    /// <param name="line">The line with its newline.</param>
    /// <param name="cancellationToken">Ends the wait for another process. A line that was written stays.</param>
    /// <exception cref="OwoxFileException">The line was not written.</exception>
    public async Task AppendAsync(byte[] line, CancellationToken cancellationToken)
    {
        try
        {
            using var owned = await LockAsync(cancellationToken).ConfigureAwait(false);
            Rotate(line.Length);
            Write(line);
        }
        catch (Exception e) when (IsFileError(e))
        {
            throw Failed(ServerTextSanitizer.FromException(e), e);
        }
    }

    // The file is opened for each line, because another program may rename, truncate or delete it between two lines.
    private void Write(byte[] line)
    {
        using var file = Open(Path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.ReadWrite | FileShare.Delete);
        var start = file.Seek(0, SeekOrigin.End);
        var added = EndsInLine(file, start) ? line : [(byte)'\n', .. line];
        file.Seek(0, SeekOrigin.End);
        try
        {
            file.Write(added, 0, added.Length);
        }
        catch (Exception e) when (IsFileError(e))
        {
            RemovePart(file, start);
            throw;
        }

        // A device accepts the bytes without storing them.
        if (file.Length != start + added.Length)
        {
            throw Failed("it is not a file");
        }
    }

    // A full disk can accept a part of the line.
    private static void RemovePart(FileStream file, long length)
    {
        try
        {
            file.SetLength(length);
        }
        catch (Exception e) when (IsFileError(e))
        {
            // The next line begins with a newline.
        }
    }

    // A process that was killed can leave an incomplete line. The next event starts a new line.
    private static bool EndsInLine(FileStream file, long length)
    {
        if (length == 0)
        {
            return true;
        }

        file.Seek(length - 1, SeekOrigin.Begin);
        return file.ReadByte() == '\n';
    }

    private async Task<FileStream> LockAsync(CancellationToken cancellationToken)
    {
        var watch = Stopwatch.StartNew();
        while (true)
        {
            try
            {
                return Open(Path + LockExtension, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            }
            catch (IOException e) when (Array.IndexOf(InUse, e.HResult & 0xFFFF) >= 0 && watch.Elapsed < lockTimeout)
            {
                await Task.Delay(LockPollInterval, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    // The old files are kept: path.000001, path.000002, and so on.
    private void Rotate(int length)
    {
        var current = new FileInfo(Path);
        if (length == 0 || !current.Exists || current.Length == 0 || current.Length + length <= maxBytes)
        {
            return;
        }

        var numbers = Rotated(Path).Where(static file => IsOwn(file.Path)).Select(static file => file.Number).DefaultIfEmpty(0);
        var target = Path + "." + (numbers.Max() + 1).ToString("D" + Digits, CultureInfo.InvariantCulture);
        try
        {
            File.Move(Path, target);
        }
        catch (IOException) when (File.Exists(Path))
        {
            // On Windows, a reader can prevent it. The file then grows until the next attempt.
        }
    }

    /// <summary>
    /// The earlier files of a log, the oldest first. Numbers of six digits ascend with time. Programs such as logrotate write shorter
    /// numbers, which descend.
    /// </summary>
    public static IReadOnlyList<(string Path, int Number)> Rotated(string path)
    {
        var name = System.IO.Path.GetFileName(path) + ".";
        return
        [
            .. Directory.EnumerateFiles(System.IO.Path.GetDirectoryName(path)!)
                .Select(file => (Path: file, Name: System.IO.Path.GetFileName(file)))
                .Where(file => file.Name.StartsWith(name, NameComparison))
                .Select(file => (file.Path, Number: int.TryParse(file.Name.Substring(name.Length), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0))
                .Where(static file => file.Number > 0)
                .OrderBy(static file => IsOwn(file.Path) ? file.Number : -file.Number),
        ];
    }

    private static bool IsOwn(string file) => System.IO.Path.GetExtension(file).Length > Digits;

    // Only this account may read the log. Without a buffer, a line is written at once and never again.
    private static FileStream Open(string file, FileMode mode, FileAccess access, FileShare share)
    {
#if NET8_0_OR_GREATER
        var options = new FileStreamOptions { Mode = mode, Access = access, Share = share, BufferSize = 0 };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        return new FileStream(file, options);
#else
        return new FileStream(file, mode, access, share, bufferSize: 1);
#endif
    }

    // A file that would be too large is an ArgumentException.
    private static bool IsFileError(Exception e) => e is IOException or UnauthorizedAccessException or NotSupportedException or ArgumentException;

    private OwoxFileException Failed(string why, Exception? inner = null) => AuditLog.Failed(Path, why, inner);
}
