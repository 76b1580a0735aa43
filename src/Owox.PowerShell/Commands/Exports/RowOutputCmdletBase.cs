using System.Globalization;
using System.Management.Automation;
using Owox.PowerShell.Binding;
using Owox.PowerShell.Completion;
using Owox.PowerShell.Exports;

namespace Owox.PowerShell.Commands.Exports;

/// <summary>A cmdlet that sends rows down the pipeline or writes them to files.</summary>
public abstract class RowOutputCmdletBase : ConnectionCmdletBase
{
    private protected const string ObjectSet = "Object";
    private protected const string PathSet = "Path";
    private protected const string DirectorySet = "Directory";

    private static readonly string[] CsvParameters = [nameof(Delimiter), nameof(NullValue), nameof(ExcelFriendly), nameof(EscapeFormula)];

    /// <summary>The file to write. It appears only when it is whole. The name is taken as it is: brackets are no wildcards.</summary>
    [Parameter(ParameterSetName = PathSet, Mandatory = true)]
    [Alias("LiteralPath", "PSPath")]
    [ValidateNotNullOrEmpty]
    public string? Path { get; set; }

    /// <summary>The folder to write a file for each of them in, named from title and ID.</summary>
    [Parameter(ParameterSetName = DirectorySet, Mandatory = true)]
    [ValidateNotNullOrEmpty]
    public string? Directory { get; set; }

    /// <summary>How many are exported at a time, 1 to 32.</summary>
    [Parameter(ParameterSetName = DirectorySet)]
    [NumberRange(1, 32)]
    [SingleValue]
    public int? ThrottleLimit { get; set; } = 4;

    /// <summary>Ndjson, Csv or Json. Default: by the path's ending (.ndjson, .jsonl, .csv, .json); Ndjson for a folder.</summary>
    [Parameter(ParameterSetName = PathSet)]
    [Parameter(ParameterSetName = DirectorySet)]
    [SingleValue]
    [AllowNull]
    public RowFileFormat? Format { get; set; }

    /// <summary>Compresses with gzip; a path that ends with .gz says so by itself.</summary>
    [Parameter(ParameterSetName = PathSet)]
    [Parameter(ParameterSetName = DirectorySet)]
    public SwitchParameter Compress { get; set; }

    /// <summary>Adds the rows to a file that is there and has the same columns. Ndjson and Csv only.</summary>
    [Parameter(ParameterSetName = PathSet)]
    public SwitchParameter Append { get; set; }

    /// <summary>Refuses to replace a file that is there.</summary>
    [Parameter(ParameterSetName = PathSet)]
    [Parameter(ParameterSetName = DirectorySet)]
    public SwitchParameter NoClobber { get; set; }

    /// <summary>Replaces a file even where it is read-only.</summary>
    [Parameter(ParameterSetName = PathSet)]
    [Parameter(ParameterSetName = DirectorySet)]
    public SwitchParameter Force { get; set; }

    /// <summary>What stands between the values of a CSV file. Default: a comma.</summary>
    [Parameter(ParameterSetName = PathSet)]
    [Parameter(ParameterSetName = DirectorySet)]
    [SingleValue]
    public char? Delimiter { get; set; }

    /// <summary>What stands for null in a CSV file. Default: nothing; an empty text is "".</summary>
    [Parameter(ParameterSetName = PathSet)]
    [Parameter(ParameterSetName = DirectorySet)]
    [ValidateNotNull]
    public string NullValue { get; set; } = "";

    /// <summary>CSV that Excel opens as it should: with a byte order mark, and the list separator and the decimal separator of this culture.</summary>
    [Parameter(ParameterSetName = PathSet)]
    [Parameter(ParameterSetName = DirectorySet)]
    public SwitchParameter ExcelFriendly { get; set; }

    /// <summary>Puts an apostrophe before text in a CSV file that a spreadsheet would take for a formula.</summary>
    [Parameter(ParameterSetName = PathSet)]
    [Parameter(ParameterSetName = DirectorySet)]
    public SwitchParameter EscapeFormula { get; set; }

    /// <summary>The file to write, or the folder to write files in; null where rows go down the pipeline.</summary>
    private protected FileExportOptions? FileTarget { get; private set; }

    /// <summary>Whether -Path names a series of files.</summary>
    private protected virtual bool WritesFileSeries => false;

    // A place that cannot be written to is refused before anything is asked for.
    private protected override void Prepare() => InvokeTerminating(Path ?? Directory, () =>
    {
        if (ParameterSetName == PathSet)
        {
            var path = ExportPath.Resolve(this, Path!, isFolder: false);
            var (format, compress) = ExportPath.FormatOf(path, Format, Compress, WritesFileSeries);
            FileTarget = Target(path, format, compress);
        }
        else if (ParameterSetName == DirectorySet)
        {
            FileTarget = Target(ExportPath.Resolve(this, Directory!, isFolder: true), Format ?? RowFileFormat.Ndjson, Compress);
        }
    });

    /// <summary>The file in the folder for one thing.</summary>
    private protected FileExportOptions GetTargetFor(string title, string id) => FileTarget! with
    {
        Path = System.IO.Path.Combine(FileTarget.Path, ExportPath.FileName(title, id, FileTarget.Format, Compress)),
    };

    private FileExportOptions Target(string path, RowFileFormat format, bool compress)
    {
        CheckCsvOptions(format);
        if (Append && format == RowFileFormat.Json)
        {
            throw new OwoxConfigurationException(
                ErrorReason.PathInvalid, "Rows cannot be appended to a JSON array. Use Ndjson, which every JSON tool reads line by line, or Csv.");
        }

        return new FileExportOptions(path, format)
        {
            Compress = compress,
            IsFormatSpecified = Format is not null,
            Append = Append,
            NoClobber = NoClobber,
            Force = Force,
            Csv = Csv(),
        };
    }

    private void CheckCsvOptions(RowFileFormat format)
    {
        if (format == RowFileFormat.Csv)
        {
            return;
        }

        foreach (var given in CsvParameters.Where(MyInvocation.BoundParameters.ContainsKey))
        {
            var error = ParameterRules.WithoutEffect(given, $"in {format}: it is for CSV files, which have -Format Csv or a path that ends with .csv");

            // A default of the session is meant for CSV files, and does not prevent other formats.
            if (!DefaultParameterValues.Get(SessionState.PSVariable.GetValue("PSDefaultParameterValues"), MyInvocation.MyCommand.Name, given).Any())
            {
                throw error;
            }

            WriteWarning(error.Message);
        }
    }

    private CsvOptions Csv()
    {
        var delimiter = Delimiter ?? (ExcelFriendly ? ListSeparator() : ',');
        if (!IsDelimiter(delimiter))
        {
            throw new OwoxConfigurationException(
                ErrorReason.PathInvalid,
                "The delimiter is a plain character such as , ; | or a tab: no quote or line end, and no letter, digit, sign or point, for numbers stand without quotes.");
        }

        if (NullValue.IndexOfAny([delimiter, '"', '\r', '\n']) >= 0)
        {
            throw new OwoxConfigurationException(ErrorReason.PathInvalid, "-NullValue cannot hold the delimiter, a quote or a line end.");
        }

        return new CsvOptions
        {
            Delimiter = delimiter,
            NullValue = NullValue,
            ByteOrderMark = ExcelFriendly,
            IsForExcel = ExcelFriendly,
            DecimalSeparator = ExcelFriendly ? CultureInfo.CurrentCulture.NumberFormat.NumberDecimalSeparator : ".",
            EscapeFormula = EscapeFormula,
        };
    }

    private static bool IsDelimiter(char c) => c < '\x7f' && !char.IsLetterOrDigit(c) && c is not ('"' or '\r' or '\n' or '\0' or '.' or '-' or '+');

    // Some cultures have a separator that spreadsheets do not know.
    private static char ListSeparator() =>
        CultureInfo.CurrentCulture.TextInfo.ListSeparator is { Length: 1 } separator && IsDelimiter(separator[0]) ? separator[0] : ';';
}
