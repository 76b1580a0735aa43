using System.Globalization;
using System.Text.RegularExpressions;
using Owox.Conversion;
using Owox.Files.Atomic;
using Owox.Redaction;

namespace Owox.Files.Incremental;

/// <summary>The names of the files of an incremental export.</summary>
internal static class SeriesName
{
    private const string Gzip = ".gz";
    private const string First = "first";

    // An extension that is not in the name of the state: it is added where none is specified.
    private const string Default = ".ndjson";

    private static readonly string[] Known = [".csv", ".json", ".jsonl", Default];

#if NET8_0_OR_GREATER
    private static readonly StringComparison Case = OperatingSystem.IsLinux() ? StringComparison.Ordinal : StringComparison.OrdinalIgnoreCase;
#else
    private static readonly StringComparison Case = Path.DirectorySeparatorChar == '/' ? StringComparison.Ordinal : StringComparison.OrdinalIgnoreCase;
#endif

    private static readonly Regex Window = new(
        @"\.(first|\d{8}(T\d{9}Z?)?)(?=\.(?!gz\z)[^.]+(\.gz)?\z)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(1));

    /// <summary>
    /// The file of a window. Rows that are appended go to the specified path. Otherwise the beginning of the window stands
    /// before the extension: a run that repeats a window replaces its file instead of doubling the rows.
    /// </summary>
    /// <param name="target">The series.</param>
    /// <param name="from">Where the window begins; null for the first one.</param>
    public static string ForWindow(FileExportOptions target, string? from) =>
        With(target, from is null ? First : new string(from.Where(char.IsLetterOrDigit).ToArray()));

    /// <summary>The names of all files of the series, with <c>*</c> for the window; without the folder.</summary>
    public static string Pattern(FileExportOptions target) => Path.GetFileName(target.Append ? Base(target) : With(target, "*"));

    /// <summary>Whether two patterns are the names of the same files.</summary>
    public static bool IsSame(string pattern, string other) => pattern.Equals(other, Case);

    /// <summary>
    /// The path that state and lock are named after. Targets that write the same files have the same one: <c>orders</c> and
    /// <c>orders.ndjson</c>, for example.
    /// </summary>
    /// <exception cref="OwoxFileException">The path is a link that leads nowhere.</exception>
    public static string Base(FileExportOptions target)
    {
        if (target.Append)
        {
            return ResolveLink(target.Path);
        }

        var (stem, extension) = Split(target);
        return extension.Equals(Default, Case) ? stem : stem + extension;
    }

    /// <summary>The base of the series that a file of this name is a window of; null if its name is not that of a window.</summary>
    public static string? BaseOfWindow(string path, FileExportOptions target) =>
        Window.Match(path) is { Success: true } window
            ? Base(target with { Path = path.Remove(window.Index, window.Length), Append = false, IsFormatSpecified = true })
            : null;

    private static string ResolveLink(string path)
    {
        try
        {
            return TemporaryFile.ResolveLink(path);
        }
        catch (Exception e) when (AtomicFile.IsFileSystemError(e))
        {
            throw OwoxFileException.NotWritten(path, e);
        }
    }

    private static string With(FileExportOptions target, string window)
    {
        if (target.Append)
        {
            return target.Path;
        }

        var (stem, extension) = Split(target);
        return $"{stem}.{window}{extension}";
    }

    // A name such as 'sales 2026.10' has no extension, unless the format was specified with it.
    private static (string Stem, string Extension) Split(FileExportOptions target)
    {
        var path = target.Path;
        var gzip = path.EndsWith(Gzip, StringComparison.OrdinalIgnoreCase) ? path.Substring(path.Length - Gzip.Length) : "";
        path = path.Substring(0, path.Length - gzip.Length);
        var extension = Path.GetExtension(path);
        return Known.Contains(extension, StringComparer.OrdinalIgnoreCase) || (target.IsFormatSpecified && extension.Length > 1)
            ? (path.Substring(0, path.Length - extension.Length), extension + gzip)
            : (path, "." + target.Format.ToString().ToLower(CultureInfo.InvariantCulture) + (target.Compress ? Gzip : ""));
    }
}

/// <summary>How the end of a window is written for a watermark column.</summary>
internal static class WatermarkKind
{
    /// <summary>The end of the window: rows before it are complete as far as the clock tells.</summary>
    /// <param name="mart">The data mart.</param>
    /// <param name="column">Its watermark column.</param>
    /// <param name="now">The time.</param>
    /// <param name="zone">The zone of dates and times that have none.</param>
    /// <exception cref="OwoxConfigurationException">The data mart has no such column, or it holds no times.</exception>
    public static string GetUpperBound(DataMart mart, string column, DateTimeOffset now, TimeZoneInfo zone)
    {
        var type = TypeOf(mart, column);
        if (type is null)
        {
            throw new OwoxConfigurationException(
                ErrorReason.RuleInvalid, $"The data mart {ServerTextSanitizer.Sanitize($"'{mart.Title}'", [])} has no column '{column}' of its own to tell new rows by; case counts.");
        }

        // Today's rows are still coming: they are whole tomorrow.
        var text = TimestampFormatter.Format(type, now.ToUniversalTime()) ?? throw new OwoxConfigurationException(
            ErrorReason.RuleInvalid, $"The column '{column}' is a {ServerTextSanitizer.Sanitize(type, [])}: new rows are told by a DATE, DATETIME or TIMESTAMP column.");
        return text.EndsWith("Z", StringComparison.Ordinal) ? text : TimestampFormatter.Format(type, new DateTimeOffset(Local(now, zone), TimeSpan.Zero))!;
    }

    // Where clocks are put back within a day, the hour that comes twice is not over when it has come once.
    private static DateTime Local(DateTimeOffset now, TimeZoneInfo zone)
    {
        var (here, tomorrow) = (zone.GetUtcOffset(now), zone.GetUtcOffset(now.AddDays(1)));
        return now.UtcDateTime + (here < tomorrow ? here : tomorrow);
    }

    private static string? TypeOf(DataMart mart, string column) => mart.Schema?.Fields.FirstOrDefault(field => field.Name == column)?.Type;
}
