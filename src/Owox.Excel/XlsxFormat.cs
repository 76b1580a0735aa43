namespace Owox.Excel;

/// <summary>Excel workbooks.</summary>
public sealed class XlsxFormat : ITypedFileFormat
{
    /// <inheritdoc />
    public ITypedFileWriter Create(Stream output, TypedFile file) => new XlsxWriter(output, file);

    /// <inheritdoc />
    public Func<object, bool>? FitsInto(TypedColumn column) => null;
}
