using Owox.Redaction;
using Owox.Text;

namespace Owox.PowerShell.Secrets.Sources;

/// <summary>Reads the variables of a <c>.env</c> file.</summary>
internal static class DotEnvFile
{
    // A larger file is not one of variables.
    private const int MaxBytes = 16 * 1024 * 1024;

    /// <param name="path">The full path.</param>
    /// <exception cref="OwoxConfigurationException">The file is not there or cannot be read.</exception>
    public static IReadOnlyDictionary<string, string> Read(string path)
    {
        try
        {
            using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            if (file.CanSeek && file.Length > MaxBytes)
            {
                throw Unreadable(path, $"it is larger than {MaxBytes / 1024 / 1024} MiB");
            }

            using var content = new MemoryStream();
            file.CopyTo(content);
            return DotEnvParser.Parse(TextFile.Decode(content.ToArray()));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or NotSupportedException or ArgumentException)
        {
            throw Unreadable(path, ServerTextSanitizer.FromException(e), e);
        }
    }

    public static OwoxConfigurationException Unreadable(string path, string why, Exception? inner = null) => new(
        ErrorReason.EnvironmentFileUnreadable,
        $"The environment file '{path}' cannot be read: {why}. Check the path, and that this account may read the file.",
        inner);
}
