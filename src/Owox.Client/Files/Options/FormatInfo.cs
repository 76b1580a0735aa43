namespace Owox.Files.Options;

/// <summary>The properties of a format.</summary>
/// <param name="Format">The format.</param>
/// <param name="Extensions">The extensions that stand for the format. New files get the first one.</param>
internal sealed record FormatInfo(RowFileFormat Format, params string[] Extensions)
{
    private static readonly FormatInfo[] All =
    [
        new(RowFileFormat.Ndjson, ".ndjson", ".jsonl"),
        new(RowFileFormat.Csv, ".csv"),
        new(RowFileFormat.Json, ".json") { AppendProblem = "Rows cannot be appended to a JSON array" },
        new(RowFileFormat.Xlsx, ".xlsx")
        {
            IsTyped = true,
            UsesTitle = true,
            AppendProblem = "Rows cannot be appended to an Excel workbook, because its sheets are compressed and would have to be written again",
        },
        new(RowFileFormat.Parquet, ".parquet")
        {
            IsTyped = true,
            IsColumnTyped = true,
            StopsOnConversionError = true,
            AppendProblem = "Rows cannot be appended to a Parquet file, because its metadata are at its end and would have to be written again",
        },
    ];

    /// <summary>The reason why rows cannot be appended to a file, as a sentence without a period, or null if they can.</summary>
    public string? AppendProblem { get; private init; }

    /// <summary>Whether values have the types of their columns, so the file is written by an <see cref="ITypedFileFormat"/>. Such a file is compressed itself.</summary>
    public bool IsTyped { get; private init; }

    /// <summary>
    /// Whether all values of a column have one type, which is decided before the first row is written. Otherwise each value has its own type.
    /// </summary>
    public bool IsColumnTyped { get; private init; }

    /// <summary>Whether a value that does not match the type of its column is an error by default. Otherwise it is written as text.</summary>
    public bool StopsOnConversionError { get; private init; }

    /// <summary>Whether the file contains the title of the data mart or report.</summary>
    public bool UsesTitle { get; private init; }

    /// <summary>The names of all formats, for messages.</summary>
    public static string Names { get; } =
        $"{string.Join(", ", All.Take(All.Length - 1).Select(static info => info.Format))} or {All[All.Length - 1].Format}";

    /// <summary>The properties of a format.</summary>
    public static FormatInfo Of(RowFileFormat format) => Array.Find(All, info => info.Format == format)!;

    /// <summary>The format for an extension such as <c>.csv</c>, ignoring case, or null if there is none.</summary>
    public static RowFileFormat? FromExtension(string extension) =>
        Array.Find(All, info => info.Extensions.Contains(extension, StringComparer.OrdinalIgnoreCase))?.Format;
}
