namespace Owox;

/// <summary>A file format with typed columns. It is implemented in an assembly that is loaded on first use.</summary>
public interface ITypedFileFormat
{
    /// <summary>Creates the writer of one file.</summary>
    /// <param name="output">Receives the file. It supports only sequential writing, and the writer does not dispose it.</param>
    /// <param name="file">The properties of the file.</param>
    ITypedFileWriter Create(Stream output, TypedFile file);

    /// <summary>Returns the function that determines whether a column can represent a value, or null if it can represent all values.</summary>
    Func<object, bool>? FitsInto(TypedColumn column);
}

/// <summary>
/// Writes one file. The members are called in this order: <see cref="Start"/>, <see cref="WriteRow"/> for each row,
/// <see cref="Complete"/>. A file is incomplete if <see cref="IDisposable.Dispose"/> is called first.
/// </summary>
public interface ITypedFileWriter : IDisposable
{
    /// <summary>Warnings about values that the format cannot represent, as sentences; known after the last row.</summary>
    IEnumerable<string> Warnings { get; }

    /// <summary>Receives the columns.</summary>
    void Start(IReadOnlyList<TypedColumn> columns);

    /// <summary>Receives one row.</summary>
    /// <param name="values">
    /// The values in the order of the columns, as <see cref="IRowConsumer"/> receives them, and with the types of the warehouse. Objects and
    /// arrays are <see cref="JsonText"/>. The array is reused for the next row.
    /// </param>
    /// <exception cref="OwoxConversionException">The format cannot represent a value.</exception>
    void WriteRow(object?[] values);

    /// <summary>Writes the rest of the file.</summary>
    void Complete();
}

/// <summary>The properties of a file.</summary>
/// <param name="Path">The path, for messages.</param>
/// <param name="Title">The title of the data mart or report, or null if it is unknown.</param>
public sealed record TypedFile(string Path, string? Title)
{
    public ParquetCompression Compression { get; init; }

    public string DataMartId { get; init; } = "";

    /// <summary>The ID of the report, or null if the rows are those of the data mart itself.</summary>
    public string? ReportId { get; init; }

    /// <summary>The ID of the run, or null if the server did not return one.</summary>
    public string? RunId { get; init; }
}

/// <summary>A column of a file.</summary>
/// <param name="Name">The name as the server sent it.</param>
/// <param name="UniqueName">The name, which is not empty, and unique ignoring case.</param>
/// <param name="Type">The type in the warehouse, or null if it is unknown or the column is a list.</param>
/// <param name="Kind">What the values represent.</param>
public sealed record TypedColumn(string Name, string UniqueName, string? Type, ColumnKind Kind);
