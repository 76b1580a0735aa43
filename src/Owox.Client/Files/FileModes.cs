#if NET8_0_OR_GREATER
using System.IO;
#endif

namespace Owox.Files;

/// <summary>Gives a finished file the permissions that a file in its place has, or would have.</summary>
internal static class FileModes
{
    public static void Settle(string temporary, string target)
    {
#if NET8_0_OR_GREATER
        if (!System.OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(temporary, File.Exists(target) ? File.GetUnixFileMode(target) : Usual(temporary + TargetFile.Ending));
        }
#else
        // On Windows a new file takes its folder's permissions by itself.
        _ = temporary;
        _ = target;
#endif
    }

#if NET8_0_OR_GREATER
    // Only the system knows what it leaves of a new file's permissions: a new file shows it.
    [System.Runtime.Versioning.UnsupportedOSPlatform("windows")]
    private static UnixFileMode Usual(string probe)
    {
        try
        {
            File.Create(probe).Dispose();
            return File.GetUnixFileMode(probe);
        }
        finally
        {
            Leftovers.Delete(probe);
        }
    }
#endif
}
