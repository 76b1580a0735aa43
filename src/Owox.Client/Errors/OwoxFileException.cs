using Owox.Redaction;

namespace Owox;

/// <summary>A file could not be written, must not be, or could not be read. The file that has the name is as it was.</summary>
public sealed class OwoxFileException : OwoxException
{
    public OwoxFileException(string reason, string message, string path, Exception? inner = null)
        : base(reason, message, inner) => Path = path;

    /// <summary>The file that was to be written or read.</summary>
    public string Path { get; }

    /// <summary>The path of the complete file that was kept under another name; null if no file was kept.</summary>
    public string? KeptPath { get; internal init; }

    internal static OwoxFileException NotWritten(string path, Exception inner) => NotWritten(path, ServerTextSanitizer.FromException(inner), inner);

    internal static OwoxFileException NotWritten(string path, string why, Exception? inner = null) => new(
        ErrorReason.FileWriteFailed,
        $"The file '{path}' was not written: {why}. What was there before is untouched. Check the path, the permissions and the free space.",
        path,
        inner);

    internal static OwoxFileException NotReplaced(string path, string keptPath, Exception inner, string advice = "move it to its place") => new(
        ErrorReason.FileReplaceFailed,
        $"The export is complete and verified, but the file '{path}' could not be put in place: {ServerTextSanitizer.FromException(inner)}. "
        + $"The rows are in the file '{keptPath}', which no export deletes: {advice}. What was there before is untouched.",
        path,
        inner)
    {
        KeptPath = keptPath,
    };

    internal static OwoxFileException SpillFileWriteFailed(string folder, Exception inner) => new(
        ErrorReason.SpillFileWriteFailed,
        $"The rows came faster than they were taken, and the temporary file in '{folder}' that was to hold them could not be written: {ServerTextSanitizer.FromException(inner)}. Do not use the rows; make room there, or name a folder that has room with the environment variable {(System.IO.Path.DirectorySeparatorChar == '/' ? "TMPDIR" : "TMP")}, and export again.",
        folder,
        inner);
}
