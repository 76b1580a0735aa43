using Owox.Redaction;
using Owox.Text;

namespace Owox.PowerShell.Secrets.Stores;

/// <summary>A file that contains only a secret. A file that other accounts can read or change is rejected.</summary>
internal sealed class SecretFileStore : ISecretStore
{
    // A larger file is not a key.
    private const int MaxBytes = 64 * 1024;

    private readonly FileKind _kind;

    private SecretFileStore(FileKind kind) => _kind = kind;

    /// <summary>Files that a user specifies.</summary>
    public static SecretFileStore Files { get; } = new(new FileKind("secret file", AllowsAccessList: false));

    /// <summary>
    /// Files in the directory of systemd's credentials. Systemd grants the account access with an access control list, whose mask is
    /// shown as the permissions of the group.
    /// </summary>
    public static SecretFileStore SystemdCredentials { get; } = new(new FileKind("systemd credential", AllowsAccessList: true));

    /// <summary>Returns the only line of the file as a SecureString.</summary>
    /// <param name="secret">The full path.</param>
    /// <exception cref="OwoxConfigurationException">The file cannot be read, is not private, or does not contain exactly one line.</exception>
    public object Get(string secret)
    {
        var bytes = ReadBytes(secret);
        try
        {
            return SecretLine.Read(TextFile.Decode(bytes), why => new OwoxConfigurationException(
                ErrorReason.ApiKeyMalformed, $"The {_kind.Name} '{secret}' must contain the secret as its only line, but {why}."));
        }
        finally
        {
            Array.Clear(bytes, 0, bytes.Length);
        }
    }

    /// <summary>Creates the error for a file that cannot be read.</summary>
    public OwoxConfigurationException Unreadable(string path, string why, Exception? inner = null) => new(
        ErrorReason.SecretFileUnreadable,
        $"The {_kind.Name} '{path}' cannot be read: {why}. Check the path, and that this account has permission to read the file.",
        inner);

    private byte[] ReadBytes(string path)
    {
        try
        {
            // Opening a named pipe would wait for its other end.
            if (Directory.Exists(path) || PrivateFile.SpecialKind(path) is not null)
            {
                throw Unreadable(path, Directory.Exists(path) ? "it is a directory" : $"it is {PrivateFile.SpecialKind(path)}, not an ordinary file");
            }

            // The open file is checked and not its path, because the file at the path could be replaced.
            using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            if (PrivateFile.Exposure(file.SafeFileHandle, _kind.AllowsAccessList) is { } exposure)
            {
                throw new OwoxConfigurationException(
                    ErrorReason.SecretFileNotPrivate,
                    $"The {_kind.Name} '{path}' was not used, because other accounts can read or change it: {exposure}. {PrivateFile.Remedy}");
            }

            return ReadAll(file, path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or NotSupportedException or ArgumentException)
        {
            throw Unreadable(path, ServerTextSanitizer.FromException(e), e);
        }
    }

    private byte[] ReadAll(FileStream file, string path)
    {
        if (file.CanSeek && file.Length > MaxBytes)
        {
            throw Unreadable(path, $"it is larger than {MaxBytes / 1024} KiB");
        }

        var buffer = new byte[MaxBytes + 1];
        var length = 0;
        for (var read = -1; read != 0 && length < buffer.Length; length += read)
        {
            read = file.Read(buffer, length, buffer.Length - length);
        }

        var content = buffer.AsSpan(0, Math.Min(length, MaxBytes)).ToArray();
        Array.Clear(buffer, 0, buffer.Length);
        return length <= MaxBytes ? content : throw Unreadable(path, $"it is larger than {MaxBytes / 1024} KiB");
    }

    private sealed record FileKind(string Name, bool AllowsAccessList);
}
