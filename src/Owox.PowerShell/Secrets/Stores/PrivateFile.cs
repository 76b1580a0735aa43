using Microsoft.Win32.SafeHandles;

namespace Owox.PowerShell.Secrets.Stores;

/// <summary>Determines whether other accounts can read or change a file.</summary>
internal static class PrivateFile
{
    private static bool IsWindows => Path.DirectorySeparatorChar == '\\';

    /// <summary>How to restrict a file, as a sentence.</summary>
    public static string Remedy => IsWindows
        ? "Restrict it to this account, for example with icacls (/inheritance:r /grant:r), and remove the entries of other accounts."
        : "Make this account its owner, and restrict it to this account with chmod 600.";

    /// <summary>Returns which other accounts have access to an open file, or null if there are none.</summary>
    /// <param name="file">The open file.</param>
    /// <param name="allowsAccessList">Whether an access control list may grant this account access. Ignored on Windows.</param>
    public static string? Exposure(SafeFileHandle file, bool allowsAccessList) =>
        IsWindows ? WindowsFileAccess.Exposure(file) : UnixFileAccess.Exposure(file, allowsAccessList);

    /// <summary>The kind of a special file, after links are resolved; null for an ordinary file, and for one that does not exist.</summary>
    public static string? SpecialKind(string path) => IsWindows ? null : UnixFileAccess.SpecialKind(path);
}
