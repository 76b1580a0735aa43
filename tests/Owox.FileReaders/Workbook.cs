using System.Globalization;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;
using DocumentFormat.OpenXml.Validation;

namespace Owox.FileReaders;

/// <summary>A workbook as two libraries read it.</summary>
/// <param name="Errors">What the validator of the Open XML SDK reports.</param>
/// <param name="Sheets">The sheets.</param>
internal sealed record Workbook(IReadOnlyList<string> Errors, IReadOnlyList<SheetContent> Sheets)
{
    public static Workbook Read(string path)
    {
        using var document = SpreadsheetDocument.Open(path, isEditable: false);
        var errors = new OpenXmlValidator().Validate(document).Select(static error => $"{error.Path?.XPath}: {error.Description}").ToArray();
        var book = document.WorkbookPart!;
        return new Workbook(errors, [.. book.Workbook.Descendants<Sheet>().Select(sheet => SheetContent.Read(path, book, sheet))]);
    }
}

/// <summary>A sheet.</summary>
/// <param name="Name">Its name.</param>
/// <param name="FrozenRows">The number of frozen rows.</param>
/// <param name="Filter">The cells of the filter.</param>
/// <param name="Widths">The widths of the columns.</param>
/// <param name="BoldRows">The rows that are bold.</param>
/// <param name="OpenXml">The values by the Open XML SDK: the type of the cell, its number format, and its text.</param>
/// <param name="MiniExcel">The values by MiniExcel.</param>
internal sealed record SheetContent(
    string Name, double FrozenRows, string? Filter, IReadOnlyList<double> Widths, IReadOnlyList<int> BoldRows, IReadOnlyList<string?[]> OpenXml, IReadOnlyList<string?[]> MiniExcel)
{
    public static SheetContent Read(string path, WorkbookPart book, Sheet sheet)
    {
        var content = ((WorksheetPart)book.GetPartById(sheet.Id!)).Worksheet;
        var formats = Formats(book.WorkbookStylesPart!.Stylesheet);
        var rows = content.Descendants<Row>().Select(static row => row.Elements<Cell>().ToArray()).ToArray();
        return new SheetContent(
            sheet.Name!,
            content.Descendants<Pane>().SingleOrDefault()?.VerticalSplit ?? 0,
            content.Descendants<AutoFilter>().SingleOrDefault()?.Reference,
            [.. content.Descendants<Column>().Select(static column => column.Width!.Value)],
            [.. rows.Index().Where(row => row.Item.Length > 0 && row.Item.All(cell => formats[Style(cell)].IsBold)).Select(static row => row.Index + 1)],
            [.. rows.Select(row => row.Select(cell => Text(cell, formats)).ToArray())],
            [.. MiniExcelLibs.MiniExcel.Query(path, useHeaderRow: false, sheetName: sheet.Name, excelType: MiniExcelLibs.ExcelType.XLSX).Select(static row => ((IDictionary<string, object?>)row).Values.Select(Values.Text).ToArray())]);
    }

    private static int Style(Cell cell) => (int)(cell.StyleIndex?.Value ?? 0);

    private static string? Text(Cell cell, IReadOnlyList<(string Format, bool IsBold)> formats)
    {
        var type = cell.DataType?.InnerText ?? "n";
        return type == "inlineStr" ? $"s:{cell.InlineString!.Text!.Text}"
            : cell.CellValue is null ? null
            : $"{type}{(type == "n" ? $"[{formats[Style(cell)].Format}]" : "")}:{cell.CellValue.Text}";
    }

    private static (string Format, bool IsBold)[] Formats(Stylesheet styles)
    {
        var formats = styles.NumberingFormats?.Elements<NumberingFormat>().ToDictionary(static format => format.NumberFormatId!.Value, static format => format.FormatCode!.Value!) ?? [];
        var fonts = styles.Fonts!.Elements<Font>().ToArray();
        return [.. styles.CellFormats!.Elements<CellFormat>().Select(cell => (
            formats.GetValueOrDefault(cell.NumberFormatId!.Value, cell.NumberFormatId.Value.ToString(CultureInfo.InvariantCulture)),
            fonts[(int)cell.FontId!.Value].Bold is not null))];
    }
}
