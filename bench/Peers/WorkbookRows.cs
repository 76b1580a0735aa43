using System.Globalization;
using System.Management.Automation;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;

namespace Owox.Bench.Peers;

/// <summary>Writes objects to a workbook that a library keeps in memory, cell by cell, as modules for PowerShell do.</summary>
/// <param name="path">The file.</param>
public sealed class WorkbookRows(string path)
{
    private readonly SheetData _rows = new();

    /// <summary>Adds an object.</summary>
    public void Add(PSObject row)
    {
        if (!_rows.HasChildren)
        {
            _rows.Append(new Row(row.Properties.Select(static property => CellOf(property.Name))));
        }

        _rows.Append(new Row(row.Properties.Select(static property => CellOf(property.Value))));
    }

    /// <summary>Writes the file.</summary>
    public void Save()
    {
        using var document = SpreadsheetDocument.Create(path, SpreadsheetDocumentType.Workbook);
        var book = document.AddWorkbookPart();
        var sheet = book.AddNewPart<WorksheetPart>();
        sheet.Worksheet = new Worksheet(_rows);
        book.Workbook = new Workbook(new Sheets(new Sheet { Id = book.GetIdOfPart(sheet), SheetId = 1, Name = "Rows" }));
    }

    private static Cell CellOf(object? value) => value switch
    {
        null => new Cell(),
        bool flag => new Cell { DataType = CellValues.Boolean, CellValue = new CellValue(flag) },
        long or double or decimal => new Cell { CellValue = new CellValue(((IFormattable)value).ToString(null, CultureInfo.InvariantCulture)) },
        _ => new Cell { DataType = CellValues.InlineString, InlineString = new InlineString(new Text(value.ToString()!)) },
    };
}
