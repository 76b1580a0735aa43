using Owox.Redaction;

namespace Owox;

/// <summary>The base class of all exceptions of this client. A message never contains a secret.</summary>
public abstract class OwoxException : Exception
{
    protected OwoxException(string reason, string message, Exception? inner = null)
        : base(KnownSecrets.Redact(message), RedactedException.From(inner)) => Reason = reason;

    /// <summary>The reason: one of the constants in <see cref="ErrorReason"/>.</summary>
    public string Reason { get; }

    /// <summary>The option that controls this error: one of the constants in <see cref="ErrorOption"/>, or null.</summary>
    public string? Option { get; internal init; }

    /// <summary>The value that the advice about the option needs; usually null.</summary>
    public string? OptionValue { get; internal init; }

    /// <summary>The facts, and then the advice of the program that uses this client.</summary>
    public override string Message => Advice is null ? base.Message : $"{base.Message} {Advice}";

    internal string? Advice { get; set; }
}

/// <summary>A key, an origin, an environment file or a parameter is invalid. The request that it concerns was not sent; earlier ones may have been.</summary>
public sealed class OwoxConfigurationException(string reason, string message, Exception? inner = null)
    : OwoxException(reason, message, inner);

/// <summary>No response arrived: the name was not resolved, the connection was refused or cut, TLS failed, or the timeout was reached.</summary>
public sealed class OwoxConnectionException(string reason, string message, Exception? inner = null)
    : OwoxException(reason, message, inner);

/// <summary>A row stream was interrupted, contains an invalid row, or is incomplete.</summary>
public sealed class OwoxStreamException : OwoxException
{
    public OwoxStreamException(string reason, string message, long rowsReceived, string? runId, Exception? inner = null)
        : base(reason, message, inner)
    {
        RowsReceived = rowsReceived;
        RunId = runId;
    }

    /// <summary>The number of complete rows that were received.</summary>
    public long RowsReceived { get; }

    /// <summary>The ID of the run, or null if the server did not return one.</summary>
    public string? RunId { get; }
}

/// <summary>A value does not have the type of its column.</summary>
public sealed class OwoxConversionException : OwoxException
{
    internal OwoxConversionException(long row, string column, string type)
        : this(row, column, $"the value is not a valid {ServerTextSanitizer.Sanitize(type, [])}", ErrorOption.Typed)
    {
    }

    /// <summary>Creates the error for a value that cannot be written.</summary>
    /// <param name="row">The number of the row, starting at 1.</param>
    /// <param name="column">The column.</param>
    /// <param name="problem">The problem and what to do, as a sentence without a period. It does not contain the value.</param>
    /// <param name="option">The option that controls this error, or null if there is none.</param>
    public OwoxConversionException(long row, string column, string problem, string? option)
        : base(ErrorReason.ConversionFailed, $"Row {row}, column {ServerTextSanitizer.Sanitize($"'{column}'", [])}: {problem}.", inner: null)
    {
        Option = option;
        Row = row;
        Column = KnownSecrets.Redact(column);
    }

    /// <summary>The number of the row, starting at 1.</summary>
    public long Row { get; }

    public string Column { get; }

    /// <summary>The error for a value in a data reader that does not have the type of its column.</summary>
    internal static OwoxConversionException InReader(long row, string column, string type) =>
        new(row, column, $"the value is not a valid {ServerTextSanitizer.Sanitize(type, [])}", ErrorOption.DataReader);

    /// <summary>The error for a value in a data reader that the .NET type of its column does not represent exactly.</summary>
    /// <param name="row">The number of the row, starting at 1.</param>
    /// <param name="column">The column.</param>
    /// <param name="type">The type in the warehouse.</param>
    /// <param name="net">The .NET type.</param>
    /// <param name="hasTextForm">Whether the column can be read as text instead.</param>
    internal static OwoxConversionException OutOfRange(long row, string column, string type, Type net, bool hasTextForm) => new(
        row,
        column,
        $"the value cannot be converted: the .NET type {net.Name} does not represent this {ServerTextSanitizer.Sanitize(type, [])} exactly",
        hasTextForm ? ErrorOption.ExactNumbers : ErrorOption.DataReader);
}

/// <summary>A file could not be written or read, or must not be replaced. An existing file with the name is unchanged.</summary>
public sealed class OwoxFileException : OwoxException
{
    public OwoxFileException(string reason, string message, string path, Exception? inner = null)
        : base(reason, message, inner) => Path = KnownSecrets.Redact(path);

    /// <summary>The path of the file. If it contains a known secret, that part is replaced, as in the message.</summary>
    public string Path { get; }

    /// <summary>The path of the complete file that was kept under another name, or null if no file was kept.</summary>
    public string? KeptPath
    {
        get;
        internal init => field = value is null ? null : KnownSecrets.Redact(value);
    }

    internal static OwoxFileException NotWritten(string path, Exception inner) => NotWritten(path, ServerTextSanitizer.FromException(inner), inner);

    internal static OwoxFileException NotWritten(string path, string why, Exception? inner = null) => new(
        ErrorReason.FileWriteFailed,
        $"The file '{path}' was not written: {why}. Any existing file is unchanged. Check the path, the permissions and the free space.",
        path,
        inner);

    internal static OwoxFileException NotReplaced(string path, string keptPath, Exception inner, string advice = "move it to the specified path") => new(
        ErrorReason.FileReplaceFailed,
        $"The export is complete and verified, but the file '{path}' could not be created or replaced: {ServerTextSanitizer.FromException(inner)}. "
        + $"The rows are in the file '{keptPath}', which no export deletes: {advice}. Any existing file is unchanged.",
        path,
        inner)
    {
        KeptPath = keptPath,
    };

    internal static OwoxFileException SpillFileWriteFailed(string why, string folder, Exception inner) => new(
        ErrorReason.SpillFileWriteFailed,
        $"{why}, and the temporary file for them in '{folder}' could not be written: {ServerTextSanitizer.FromException(inner)}. Do not use the rows. Free disk space there, or set the environment variable {(System.IO.Path.DirectorySeparatorChar == '/' ? "TMPDIR" : "TMP")} to a folder with enough space, and export again.",
        folder,
        inner);
}

/// <summary>An unexpected error that no other exception of this library describes.</summary>
public sealed class OwoxInternalException : OwoxException
{
    public OwoxInternalException(Exception inner)
        : base(
            ErrorReason.InternalError,
            $"An unexpected error occurred: {ServerTextSanitizer.FromException(inner)} ({inner.GetType().Name}). Check the values of the parameters. If they are correct, report the error with the command and the version of the module.",
            inner)
    {
    }
}
