using System.Globalization;
using System.Text.RegularExpressions;
using Owox.Conversion;
using Owox.Files.Atomic;
using Owox.Files.Options;
using Owox.Redaction;

namespace Owox.Files.Incremental;

/// <summary>The names of the files of an incremental export.</summary>
internal static class SeriesName
{
    private const string Gzip = ".gz";
    private const string First = "first";

    // The extension that is added if none is specified. It is not part of the name of the state file.
    private const string Default = ".ndjson";

#if NET8_0_OR_GREATER
    private static readonly StringComparison Case = OperatingSystem.IsLinux() ? StringComparison.Ordinal : StringComparison.OrdinalIgnoreCase;
#else
    private static readonly StringComparison Case = Path.DirectorySeparatorChar == '/' ? StringComparison.Ordinal : StringComparison.OrdinalIgnoreCase;
#endif

    private static readonly Regex Window = new(
        @"\.(first|\d{8}(T\d{9}Z?)?)(?=\.(?!gz\z)[^.]+(\.gz)?\z)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(1));

    /// <summary>
    /// The file of a window. Appended rows are written to the specified path. Otherwise the start of the window is inserted before the
    /// extension, so a run that repeats a window replaces its file and does not duplicate rows.
    /// </summary>
    /// <param name="target">The series.</param>
    /// <param name="from">The start of the window; null for the first window.</param>
    public static string ForWindow(FileExportOptions target, string? from) =>
        With(target, from is null ? First : new string(from.Where(char.IsLetterOrDigit).ToArray()));

    /// <summary>The pattern of the file names of the series, with <c>*</c> for the window and without the folder.</summary>
    public static string Pattern(FileExportOptions target) => Path.GetFileName(target.Append ? Base(target) : With(target, "*"));

    /// <summary>Whether two patterns match the same files.</summary>
    public static bool IsSame(string pattern, string other) => pattern.Equals(other, Case);

    /// <summary>
    /// The path that the state file and the lock file are named after. Targets that write the same files share one path,
    /// for example <c>orders</c> and <c>orders.ndjson</c>.
    /// </summary>
    /// <exception cref="OwoxFileException">The path is a link whose target does not exist.</exception>
    public static string Base(FileExportOptions target)
    {
        if (target.Append)
        {
            return ResolveLink(target.Path);
        }

        var (stem, extension) = Split(target);
        return extension.Equals(Default, Case) ? stem : stem + extension;
    }

    /// <summary>The base path of the series to which a file belongs as a window, or null if its name is not that of a window.</summary>
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
        return FormatInfo.FromExtension(extension) is not null || (target.IsFormatSpecified && extension.Length > 1)
            ? (path.Substring(0, path.Length - extension.Length), extension + gzip)
            : (path, "." + target.Format.ToString().ToLower(CultureInfo.InvariantCulture) + (target.Compress ? Gzip : ""));
    }
}

/// <summary>Formats the end of a window for a watermark column.</summary>
internal static class WatermarkKind
{
    /// <summary>Returns the end of the window: the time up to which rows are considered complete.</summary>
    /// <param name="mart">The data mart.</param>
    /// <param name="column">Its watermark column.</param>
    /// <param name="now">The current time.</param>
    /// <param name="zone">The time zone of values without one.</param>
    /// <exception cref="OwoxConfigurationException">The data mart does not have the column, or the column contains no times.</exception>
    public static string GetUpperBound(DataMart mart, string column, DateTimeOffset now, TimeZoneInfo zone)
    {
        var type = TypeOf(mart.Schema?.Fields ?? [], column);
        if (type is null)
        {
            throw new OwoxConfigurationException(
                ErrorReason.RuleInvalid, $"The data mart {ServerTextSanitizer.Sanitize($"'{mart.Title}'", [])} has no native column '{column}' to identify new rows. Column names are case-sensitive.");
        }

        // Rows of the current day are still added, so the day is complete only tomorrow.
        var text = TimestampFormatter.Format(type, now.ToUniversalTime()) ?? throw new OwoxConfigurationException(
            ErrorReason.RuleInvalid, $"The column '{column}' has the type {ServerTextSanitizer.Sanitize(type, [])}. Only a DATE, DATETIME or TIMESTAMP column can identify new rows.");
        return text.EndsWith("Z", StringComparison.Ordinal) ? text : TimestampFormatter.Format(type, new DateTimeOffset(Local(now, zone), TimeSpan.Zero))!;
    }

    // When clocks are set back, an hour occurs twice. The window must not end before the second occurrence is over.
    private static DateTime Local(DateTimeOffset now, TimeZoneInfo zone)
    {
        var (here, tomorrow) = (zone.GetUtcOffset(now), zone.GetUtcOffset(now.AddDays(1)));
        return now.UtcDateTime + (here < tomorrow ? here : tomorrow);
    }

    // The name of a field of a record begins with the name of the record and a period.
    private static string? TypeOf(IEnumerable<SchemaField> fields, string column) => fields
        .Select(field => field.Name == column ? field.Type
            : column.StartsWith(field.Name + ".", StringComparison.Ordinal) ? TypeOf(field.Fields, column.Substring(field.Name.Length + 1))
            : null)
        .FirstOrDefault(static type => type is not null);
}
