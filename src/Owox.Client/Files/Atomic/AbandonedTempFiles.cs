namespace Owox.Files.Atomic;

/// <summary>Removes what killed runs left behind.</summary>
internal static class AbandonedTempFiles
{
    private const int MaxName = 150;

    // Windows does not distinguish case in file names.
    private static readonly StringComparison Comparison = Path.DirectorySeparatorChar == '\\' ? StringComparison.OrdinalIgnoreCase : StringComparison.Ordinal;

    /// <summary>How the temporary files of a target begin: longer than its name, and not too long where that is not.</summary>
    public static string Prefix(string name) => $".{FileName.TruncateUtf8(name, MaxName)}.";

    /// <summary>Deletes temporary files of that target which no process holds.</summary>
    public static void Clear(string folder, string name, string ending)
    {
        var prefix = Prefix(name);
        foreach (var path in Directory.EnumerateFiles(folder, "*" + ending))
        {
            if (Path.GetFileName(path).StartsWith(prefix, Comparison) && IsAbandoned(path))
            {
                Delete(path);
            }
        }
    }

    public static void Delete(string path)
    {
        try
        {
            File.Delete(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // The next run tries again.
        }
    }

    // A process that still writes the file has it open exclusively.
    private static bool IsAbandoned(string path)
    {
        try
        {
            using var held = new FileStream(path, FileMode.Open, FileAccess.ReadWrite, FileShare.None);
            return true;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }
}
