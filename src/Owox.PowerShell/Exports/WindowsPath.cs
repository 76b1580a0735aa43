using System.Text.RegularExpressions;

namespace Owox.PowerShell.Exports;

/// <summary>Paths that do not name the file on Windows that they seem to name. On other systems they are ordinary.</summary>
internal static class WindowsPath
{
    private static readonly bool IsWindows = Path.DirectorySeparatorChar == '\\';

    // Whatever the folder and the extension. Newer versions of Windows take some of them for files, which older programs cannot open.
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
