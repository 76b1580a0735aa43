using System.Globalization;
using Owox.PowerShell.Binding;
using Owox.PowerShell.Commands.Exports;
using Owox.PowerShell.Completion;

namespace Owox.PowerShell.Exports;

/// <summary>Converts the parameters of an export to the options of the file, and rejects parameters that contradict each other.</summary>
internal static class FileTarget
{
    private static readonly string[] CsvParameters =
    [
        nameof(ExportCmdletBase.Delimiter), nameof(ExportCmdletBase.NullValue), nameof(ExportCmdletBase.ExcelFriendly), nameof(ExportCmdletBase.EscapeFormula),
    ];

    /// <summary>Returns the file of -Path, or the folder of -Directory with the options of all its files; null for the pipeline.</summary>
    public static FileExportOptions? From(ExportCmdletBase cmdlet)
    {
        if (cmdlet.Directory is not null)
        {
            return Create(cmdlet, ExportPath.Resolve(cmdlet, cmdlet.Directory, isFolder: true), cmdlet.Format ?? RowFileFormat.Ndjson, cmdlet.Compress);
        }

        if (cmdlet.Path is null)
        {
            return null;
        }

        var path = ExportPath.Resolve(cmdlet, cmdlet.Path, isFolder: false);
        var (format, compress) = ExportPath.FormatOf(path, cmdlet.Format, cmdlet.Compress, cmdlet.WritesFileSeries);
        return Create(cmdlet, path, format, compress);
    }

    private static FileExportOptions Create(ExportCmdletBase cmdlet, string path, RowFileFormat format, bool compress)
    {
        CheckCsvParameters(cmdlet, format);
        if (cmdlet.Append && format == RowFileFormat.Json)
        {
            throw new OwoxConfigurationException(
                ErrorReason.PathInvalid, "Rows cannot be appended to a JSON array. Use Ndjson, which every JSON tool reads line by line, or Csv.");
        }

        return new FileExportOptions(path, format)
        {
            Compress = compress,
            IsFormatSpecified = cmdlet.Format is not null,
            Append = cmdlet.Append,
            NoClobber = cmdlet.NoClobber,
            Force = cmdlet.Force,
            Csv = Csv(cmdlet),
        };
    }

    private static void CheckCsvParameters(ExportCmdletBase cmdlet, RowFileFormat format)
    {
        if (format == RowFileFormat.Csv)
        {
            return;
        }

        foreach (var specified in CsvParameters.Where(cmdlet.MyInvocation.BoundParameters.ContainsKey))
        {
            var error = ParameterRules.WithoutEffect(specified, $"in {format}: it applies only to CSV files (-Format Csv or a path that ends with .csv)");

            // A default value in the session is intended for CSV files and does not prevent other formats.
            var defaults = cmdlet.SessionState.PSVariable.GetValue("PSDefaultParameterValues");
            if (!DefaultParameterValues.Get(defaults, cmdlet.MyInvocation.MyCommand.Name, specified).Any())
            {
                throw error;
            }

            cmdlet.WriteWarning(error.Message);
        }
    }

    private static CsvOptions Csv(ExportCmdletBase cmdlet)
    {
        var delimiter = cmdlet.Delimiter ?? (cmdlet.ExcelFriendly ? ListSeparator() : ',');
        if (!IsDelimiter(delimiter))
        {
            throw new OwoxConfigurationException(
                ErrorReason.PathInvalid,
                "The delimiter must be a character such as , ; | or a tab. It cannot be a quote, line end, letter, digit, sign or point, because numbers are written without quotes.");
        }

        if (cmdlet.NullValue.IndexOfAny([delimiter, '"', '\r', '\n']) >= 0)
        {
            throw new OwoxConfigurationException(ErrorReason.PathInvalid, "-NullValue cannot contain the delimiter, a quote or a line end.");
        }

        return new CsvOptions
        {
            Delimiter = delimiter,
            NullValue = cmdlet.NullValue,
            ByteOrderMark = cmdlet.ExcelFriendly,
            IsForExcel = cmdlet.ExcelFriendly,
            DecimalSeparator = cmdlet.ExcelFriendly ? CultureInfo.CurrentCulture.NumberFormat.NumberDecimalSeparator : ".",
            EscapeFormula = cmdlet.EscapeFormula,
        };
    }

    private static bool IsDelimiter(char c) => c < '\x7f' && !char.IsLetterOrDigit(c) && c is not ('"' or '\r' or '\n' or '\0' or '.' or '-' or '+');

    // Some cultures have a separator that spreadsheets do not support.
    private static char ListSeparator() =>
        CultureInfo.CurrentCulture.TextInfo.ListSeparator is { Length: 1 } separator && IsDelimiter(separator[0]) ? separator[0] : ';';
}
