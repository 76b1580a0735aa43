using System;
using System.IO;

namespace Owox.Files;

/// <summary>Lets one run at a time work on an incremental export. Two at once could move the state past rows that neither wrote.</summary>
internal sealed class ExportLock : IDisposable
{
    private readonly FileStream _held;

    private ExportLock(FileStream held) => _held = held;

    /// <exception cref="OwoxFileException">Another run holds it.</exception>
    public static ExportLock Take(string path)
    {
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            return new ExportLock(new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, 1, FileOptions.DeleteOnClose));
        }
        catch (Exception e) when (TargetFile.IsFileFault(e))
        {
            throw new OwoxFileException(
                ErrorReason.FileNotWritten,
                $"The incremental export cannot begin: '{path}' cannot be held ({e.Message.TrimEnd('.')}). Another run of the same export may be at work; let it finish.",
                path,
                e);
        }
    }

    public void Dispose() => _held.Dispose();
}
