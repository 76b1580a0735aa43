using Owox.Files.Append;

namespace Owox.Files;

/// <summary>Checks whether the options of the export allow it to replace or extend an existing file.</summary>
internal static class ExistingFileCheck
{
    /// <exception cref="OwoxFileException">The options do not allow it.</exception>
    public static void RequireReplaceable(FileExportOptions target)
    {
        if (Problem(target) is var (problem, option))
        {
            throw new OwoxFileException(ErrorReason.PathExists, problem, target.Path) { Option = option };
        }
    }

    /// <summary>Checks a file that is replaced without a choice.</summary>
    /// <exception cref="OwoxFileException">The file exists and is read-only.</exception>
    public static void RequireWritable(string path)
    {
        if (IsReadOnly(path))
        {
            throw new OwoxFileException(ErrorReason.PathExists, $"The file '{path}' exists and is read-only. Remove this attribute, or specify another path.", path);
        }
    }

    /// <exception cref="OwoxFileException">The file contains rows of an incremental export whose state is lost.</exception>
    public static void RequireState(FileExportOptions target, AppendSource? existing)
    {
        if (target.IsWithoutState && existing?.HasRows(target.Format) == true)
        {
            throw new OwoxFileException(
                ErrorReason.StateFileInvalid,
                $"The file '{target.Path}' contains rows, but its state file is missing, so the export would append all rows again. Nothing was exported. Restore the state file from a backup, or move the file to start again with all rows.",
                target.Path);
        }
    }

    /// <summary>The reason why the file cannot be replaced, and the option that decides about it, or null if it can be replaced.</summary>
    public static (string Message, string Option)? Problem(FileExportOptions target)
    {
        if (!File.Exists(target.Path))
        {
            return null;
        }

        if (target.NoClobber)
        {
            return ($"The file '{target.Path}' already exists and must not be replaced.", ErrorOption.NoClobber);
        }

        return IsReadOnly(target.Path) && !target.Force
            ? ($"The file '{target.Path}' exists and is read-only.", ErrorOption.Force)
            : null;
    }

    private static bool IsReadOnly(string path) => File.Exists(path) && File.GetAttributes(path).HasFlag(FileAttributes.ReadOnly);
}
