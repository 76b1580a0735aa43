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
}
