using System;

namespace Owox;

/// <summary>A file could not be written, must not be, or could not be read. What was under its name before is as it was.</summary>
public sealed class OwoxFileException : OwoxException
{
    public OwoxFileException(string reason, string message, string path, Exception? inner = null)
        : base(reason, message, inner) => Path = path;

    /// <summary>The file that was to be written or read.</summary>
    public string Path { get; }

    internal static OwoxFileException NotWritten(string path, Exception inner) => new(
        ErrorReason.FileNotWritten,
        $"The file '{path}' was not written: {inner.Message.TrimEnd('.')}. What was there before is untouched. Check the path, the permissions and the free space.",
        path,
        inner);

    internal static OwoxFileException SpoolNotWritten(string folder, Exception inner) => new(
        ErrorReason.SpoolNotWritten,
        $"The rows came faster than they were taken, and the temporary file in '{folder}' that was to hold them could not be written: {inner.Message.TrimEnd('.')}. Do not use the rows; make room there, or name a folder that has room with the environment variable {(System.IO.Path.DirectorySeparatorChar == '/' ? "TMPDIR" : "TMP")}, and export again.",
        folder,
        inner);
}
