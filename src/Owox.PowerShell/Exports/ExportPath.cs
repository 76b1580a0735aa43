using System.Management.Automation;
using System.Text.RegularExpressions;
using Owox.Files.Options;
using Owox.PowerShell.Commands.Exports;

namespace Owox.PowerShell.Exports;

/// <summary>Converts a PowerShell path to a file system path, and determines the format from its extension.</summary>
internal static class ExportPath
{
    private const string Gzip = ".gz";
    private const string Rows = "The rows";
    private const int MaxTitleBytes = 120;

    private static readonly Regex Device = new(
        @"^/(dev/[^/]+|dev/(fd|pts)/.*|proc/.*)$", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(1));

    // Windows interprets the text before the first period as a device name, regardless of the rest.
    private static readonly Regex ReservedStart = new(
        @"^(?<name>CON|PRN|AUX|NUL|CONIN\$|CONOUT\$|(COM|LPT)[0-9¹²³]) *\.", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(1));

    /// <param name="cmdlet">The cmdlet. Its location is used.</param>
    /// <param name="path">The path; brackets are not wildcards.</param>
    /// <param name="isFolder">Whether the path is a folder.</param>
    /// <param name="subject">What is written, for messages.</param>
    /// <exception cref="OwoxConfigurationException">The path is not a file system path, or it is a folder.</exception>
    public static string Resolve(PSCmdlet cmdlet, string path, bool isFolder, string subject = Rows)
    {
        if (path.IndexOf('\0') >= 0)
        {
            throw Invalid(subject, "the path contains a null character");
        }

        string full;
        try
        {
            full = cmdlet.SessionState.Path.GetUnresolvedProviderPathFromPSPath(path, out var provider, out _);
            if (provider.Name != "FileSystem")
            {
                throw Invalid(subject, $"'{path}' is a path of the provider {provider.Name}, but files can only be written to the file system");
            }

            full = WindowsPath.Normalize(full);
        }
        catch (Exception e) when (e is System.Management.Automation.DriveNotFoundException or ProviderNotFoundException or PSArgumentException or NotSupportedException or ArgumentException or InvalidOperationException or System.IO.IOException)
        {
            throw Invalid(subject, $"'{path}' cannot be resolved: {e.Message}");
        }

        if (isFolder ? WindowsPath.IsDevice(full) : IsDevice(full))
        {
            throw Invalid(subject, $"'{path}' is a device, and a file would replace it");
        }

        if (WindowsPath.IsStream(full))
        {
            throw Invalid(subject, $"'{path}' has a ':' in its name, which Windows interprets as an alternate data stream of a file; use another name");
        }

        var isFile = !System.IO.Directory.Exists(full) && path[path.Length - 1] is not ('/' or '\\');
        return isFolder || isFile ? full : throw Invalid(subject, $"'{path}' is a folder; specify a file in it{(Has(cmdlet, nameof(ExportCmdletBase.Directory)) ? ", or specify the folder with -Directory" : "")}");
    }

    /// <summary>Whether a full path is a device of the system, such as <c>/dev/null</c> or <c>NUL</c>.</summary>
    public static bool IsDevice(string full) => Device.IsMatch(full) || WindowsPath.IsDevice(full);

    public static (RowFileFormat Format, bool Compress) FormatOf(string path, RowFileFormat? wanted, bool compress, bool isSeries)
    {
        var isGzip = path.EndsWith(Gzip, StringComparison.OrdinalIgnoreCase);
        var bare = isGzip ? path.Substring(0, path.Length - Gzip.Length) : path;
        var named = FormatInfo.FromExtension(System.IO.Path.GetExtension(bare)) ?? (isSeries ? RowFileFormat.Ndjson : null);
        return (wanted ?? named ?? throw Invalid(Rows, $"the extension of '{path}' does not determine the format; specify -Format {FormatInfo.Names}"), compress || isGzip);
    }

    /// <summary>Returns a file name that is valid on all systems, including Windows.</summary>
    public static string FileName(string title, string id, RowFileFormat format, bool compress)
    {
        var legal = new string(title.Select(static c => char.IsControl(c) || c is '\u2028' or '\u2029' || "<>:\"/\\|?*[]".IndexOf(c) >= 0 ? '-' : c).ToArray());
        legal = Files.Atomic.FileName.TruncateUtf8(legal, MaxTitleBytes).Trim(' ', '.');
        legal = ReservedStart.Replace(legal, "${name}-");
        var plainId = new string(id.Select(static c => char.IsLetterOrDigit(c) || c is '-' or '_' ? c : '-').ToArray());
        return $"{legal}_{plainId}{FormatInfo.Of(format).Extensions[0]}{(compress ? Gzip : "")}";
    }

    private static bool Has(PSCmdlet cmdlet, string parameter) => cmdlet.MyInvocation.MyCommand.Parameters.ContainsKey(parameter);

    private static OwoxConfigurationException Invalid(string subject, string what) =>
        new(ErrorReason.PathInvalid, $"{subject} cannot be written: {what}.");
}

/// <summary>Paths that refer to another file on Windows than their text suggests. On other systems they are ordinary paths.</summary>
internal static class WindowsPath
{
    private static readonly bool IsWindows = Path.DirectorySeparatorChar == '\\';

    // In any folder and with any extension. Newer versions of Windows accept some of them as files, but older programs cannot open these
    // files.
    private static readonly Regex DeviceName = new(
        @"^(CON|PRN|AUX|NUL|CONIN\$|CONOUT\$|(COM|LPT)[0-9¹²³]) *(\.|$)",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        TimeSpan.FromSeconds(1));

    /// <summary>Returns the path under which Windows keeps the file: without dots and blanks at the end of the name.</summary>
    public static string Normalize(string path) => IsWindows ? Path.GetFullPath(path) : path;

    public static bool IsDevice(string path) =>
        IsWindows && (path.StartsWith(@"\\.\", StringComparison.Ordinal) || DeviceName.IsMatch(Path.GetFileName(path)));

    /// <summary>Whether the path names a second stream of a file (<c>rows.csv:name</c>), which most programs do not show.</summary>
    public static bool IsStream(string path) => IsWindows && path.IndexOf(':', Path.GetPathRoot(path)!.Length) >= 0;
}
