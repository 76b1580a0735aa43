namespace Owox.Files.Atomic;

/// <summary>Finds before a query what would prevent a finished file from getting its name.</summary>
internal static class ReplacementCheck
{
    /// <exception cref="OwoxFileException">A file cannot get this name.</exception>
    public static void Require(string path)
    {
        if (Obstacle(path) is { } obstacle)
        {
            throw OwoxFileException.NotWritten(path, obstacle);
        }
    }

    private static string? Obstacle(string path) => Directory.Exists(path) ? "a folder has this name" : UnixObstacle(path);

    private static string? UnixObstacle(string path)
    {
#if NET8_0_OR_GREATER
        if (System.OperatingSystem.IsWindows() || UnixFile.Read(Path.GetDirectoryName(path)!) is not { } folder)
        {
            return null;
        }

        if (folder.IsImmutable || folder.IsAppendOnly)
        {
            return "the folder has an attribute (immutable or append-only) that allows no replacement of files";
        }

        return UnixFile.Read(path) switch
        {
            null => null,
            { SpecialKind: { } kind } => $"it is {kind}, and the finished file would replace it",
            { IsMountPoint: true } => "it is a mount point, which cannot be replaced; mount its folder instead",
            { IsImmutable: true } or { IsAppendOnly: true } => "it has an attribute (immutable or append-only) that allows no replacement",
            var file => IsProtected(folder, file) ? "another account owns it, and in this folder (sticky bit) only the owner may replace it" : null,
        };
#else
        _ = path;
        return null;
#endif
    }

#if NET8_0_OR_GREATER
    private static bool IsProtected(UnixFileStatus folder, UnixFileStatus file) =>
        folder.IsSticky && UnixFile.CurrentUser() is not 0 and var user && file.User != user && folder.User != user;
#endif
}
