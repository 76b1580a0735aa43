#if NET8_0_OR_GREATER
#endif

namespace Owox.Files.Atomic;

/// <summary>Sets the owner and the permissions of a finished file to those of the file that it replaces, or of a new file.</summary>
internal static class FilePermissions
{
    /// <summary>Sets the owner and the permissions as far as the account is allowed to.</summary>
    /// <param name="path">The finished file.</param>
    /// <param name="target">The file that it replaces.</param>
    /// <param name="probe">The name of a temporary file that is created to find the permissions of new files.</param>
    /// <returns>A warning about what could not be set, or null if everything was set.</returns>
    public static string? Apply(string path, string target, string probe)
    {
#if NET8_0_OR_GREATER
        // On Windows the replacement keeps the permissions, and a new file inherits those of its folder.
        if (OperatingSystem.IsWindows())
        {
            return null;
        }

        var missing = File.Exists(target) ? CopyFrom(target, path, probe) : SetMode(path, source: null, keepsGroup: true, probe);
        return missing.Count == 0
            ? null
            : $"The file '{target}' is complete, but it does not have the {string.Join(" and the ", missing)} "
                + $"{(File.Exists(target) ? "of the file that it replaced" : "of a new file")}: this account or the file system does not allow it.";
#else
        _ = path;
        _ = target;
        _ = probe;
        return null;
#endif
    }

#if NET8_0_OR_GREATER
    private const UnixFileMode GroupMode =
        UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.GroupExecute | UnixFileMode.SetGroup;

    [System.Runtime.Versioning.UnsupportedOSPlatform("windows")]
    private static List<string> CopyFrom(string target, string path, string probe)
    {
        var missing = new List<string>();
        var isGroupKept = true;
        if (UnixFile.Read(target) is { } old && UnixFile.Read(path) is { } own)
        {
            // The group is set first: after a change of the owner, the account may not change the group.
            isGroupKept = own.Group == old.Group || UnixFile.TrySetGroup(path, old.Group);
            if (!isGroupKept)
            {
                missing.Add("group");
            }

            if (own.User != old.User && !UnixFile.TrySetUser(path, old.User))
            {
                missing.Add("owner");
            }
        }

        missing.AddRange(SetMode(path, target, isGroupKept, probe));
        if (isGroupKept && !UnixFile.TryCopyAcl(target, path))
        {
            missing.Add("access control list");
        }

        return missing;
    }

    [System.Runtime.Versioning.UnsupportedOSPlatform("windows")]
    private static List<string> SetMode(string path, string? source, bool keepsGroup, string probe)
    {
        try
        {
            var mode = source is null ? Default(probe) : File.GetUnixFileMode(source);

            // Permissions of the old group must not apply to another group.
            File.SetUnixFileMode(path, keepsGroup ? mode : mode & ~GroupMode);
            return [];
        }
        catch (Exception e) when (AtomicFile.IsFileSystemError(e))
        {
            return ["permissions"];
        }
    }

    // Only the system knows the default permissions of a new file, so a new file is created to read them.
    [System.Runtime.Versioning.UnsupportedOSPlatform("windows")]
    private static UnixFileMode Default(string probe)
    {
        try
        {
            File.Create(probe).Dispose();
            return File.GetUnixFileMode(probe);
        }
        finally
        {
            AbandonedTempFiles.Delete(probe);
        }
    }
#endif
}
