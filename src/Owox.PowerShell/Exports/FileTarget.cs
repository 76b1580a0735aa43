using System.Globalization;
using Owox.Files.Options;
using Owox.PowerShell.Binding;
using Owox.PowerShell.Commands.Exports;
using Owox.PowerShell.Completion;
using Owox.PowerShell.Loading;

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
        CheckParameters(cmdlet, FormatInfo.Of(format), compress);

        return new FileExportOptions(path, format)
        {
            Compress = compress,
            IsFormatSpecified = cmdlet.Format is not null,
            Append = cmdlet.Append,
            NoClobber = cmdlet.NoClobber,
            Force = cmdlet.Force,
            Csv = Csv(cmdlet),
            TypedFormat = Dependencies.TypedFormat(format),
            ParquetCompression = cmdlet.Compression ?? ParquetCompression.Zstd,
            StopsOnConversionError = cmdlet.OnConversionError is { } action ? action == ConversionErrorAction.Stop : null,
        };
    }

    private static void CheckParameters(ExportCmdletBase cmdlet, FormatInfo info, bool compress)
    {
        if (info.Format != RowFileFormat.Csv)
        {
            Reject(cmdlet, CsvParameters, $"in {info.Format}: it applies only to CSV files (-Format Csv or a path that ends with .csv)");
        }

        if (!info.IsTyped)
        {
            Reject(cmdlet, [nameof(ExportCmdletBase.OnConversionError)], $"in {info.Format}, which contains the values as they were sent");
        }

        if (info.Format != RowFileFormat.Parquet)
        {
            Reject(cmdlet, [nameof(ExportCmdletBase.Compression)], $"in {info.Format}: it applies only to Parquet files (-Format Parquet or a path that ends with .parquet)");
        }

        if (cmdlet.Append && info.AppendProblem is { } why)
        {
            throw new OwoxConfigurationException(
                ErrorReason.PathInvalid,
                $"{why}. Use Ndjson or Csv, to which rows can be appended{(cmdlet.WritesFileSeries ? ", or omit -Append: each run then writes a separate file" : "")}.");
        }

        if (compress && info.IsTyped)
        {
            throw new OwoxConfigurationException(
                ErrorReason.PathInvalid, $"A file of the format {info.Format} is already compressed, and programs cannot open it if it is compressed again. Omit -Compress and the extension .gz.");
        }
    }

    private static void Reject(ExportCmdletBase cmdlet, string[] parameters, string when)
    {
        foreach (var specified in parameters.Where(cmdlet.MyInvocation.BoundParameters.ContainsKey))
        {
            var error = ParameterRules.WithoutEffect(specified, when);

            // A default value in the session is intended for other formats and does not prevent this one.
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
