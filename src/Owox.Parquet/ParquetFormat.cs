using Owox.Parquet.Columns;

namespace Owox.Parquet;

/// <summary>Parquet files.</summary>
public sealed class ParquetFormat : ITypedFileFormat
{
    /// <inheritdoc />
    public ITypedFileWriter Create(Stream output, TypedFile file) => new ParquetFileWriter(output, file);

    /// <inheritdoc />
    public Func<object, bool>? FitsInto(TypedColumn column) => ParquetColumn.Create(column) is { } created ? created.Fits : null;
}
