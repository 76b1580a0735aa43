namespace Owox.PowerShell.Secrets.Stores;

/// <summary>The credentials that systemd passes to a service: files in the directory <c>$CREDENTIALS_DIRECTORY</c>.</summary>
internal static class SystemdCredential
{
    private const string Variable = "CREDENTIALS_DIRECTORY";

    /// <summary>The names of the credentials; empty if the process is not a service with credentials.</summary>
    public static IReadOnlyList<string> Names
    {
        get
        {
            try
            {
                return Folder is { } folder ? [.. Directory.EnumerateFiles(folder).Select(static path => Path.GetFileName(path)).OrderBy(static name => name, StringComparer.Ordinal)] : [];
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                return [];
            }
        }
    }

    private static string? Folder => Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } path && Path.IsPathRooted(path) ? path : null;

    /// <summary>Returns the path of a credential.</summary>
    /// <exception cref="OwoxConfigurationException">The name is not a name of a credential, or the process has no such credential.</exception>
    public static string FindPath(string name)
    {
        if (name is "." or ".." || name.Length > 255 || name.Any(static c => c is '/' or '\\' or ':' || char.IsControl(c)))
        {
            throw NotFound($"The name of a systemd credential has at most 255 characters, without separators, colons and control characters, and is not '.' or '..', but '{Shown(name)}' does not follow these rules.");
        }

        if (Folder is not { } folder)
        {
            throw NotFound($"The process has no systemd credentials, because the variable {Variable} is not set to a full path. Add LoadCredentialEncrypted={name} to the [Service] section of its unit file.");
        }

        var path = Path.Combine(folder, name);
        return File.Exists(path) ? path : throw NotFound(
            $"The service has no systemd credential named '{name}'; {(Names.Count == 0 ? "it has none" : "it has " + string.Join(", ", Names.Select(static other => $"'{other}'")))}. Add LoadCredentialEncrypted={name} to the [Service] section of its unit file.");
    }

    private static string Shown(string name) => Redaction.ServerTextSanitizer.Sanitize(name, [], 100) ?? "";

    private static OwoxConfigurationException NotFound(string message) => new(ErrorReason.SystemdCredentialNotFound, message);
}
