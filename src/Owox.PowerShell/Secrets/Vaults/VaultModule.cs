using System.Management.Automation;
using Owox.Redaction;

namespace Owox.PowerShell.Secrets.Vaults;

/// <summary>Finds the SecretManagement module.</summary>
internal static class VaultModule
{
    public const string Name = "Microsoft.PowerShell.SecretManagement";

    /// <summary>
    /// Checks that SecretManagement can find the vaults of the account. Without a home folder it would use the working directory, where any
    /// user may have registered a vault.
    /// </summary>
    /// <exception cref="OwoxVaultException">The home folder does not exist.</exception>
    public static void RequireHome()
    {
        if (Path.DirectorySeparatorChar == '/' && Environment.GetEnvironmentVariable("HOME")?.StartsWith("/", StringComparison.Ordinal) != true)
        {
            throw new OwoxVaultException(
                ErrorReason.HomeNotFound,
                $"The account {Environment.UserName} has no home folder, where SecretManagement stores the list of vaults, because the environment variable HOME is not set to a full path. "
                + "Set it for the job, or specify the key in another way, such as OWOX_API_KEY.");
        }
    }

    /// <summary>Creates the error for a home folder that does not exist or is not writable.</summary>
    public static OwoxVaultException HomeUnusable(Exception inner) => new(
        ErrorReason.HomeNotFound,
        $"SecretManagement stores the list of vaults in the home folder of the account {Environment.UserName}, which cannot be used: {ServerTextSanitizer.FromException(inner)}. "
        + "Set the environment variable HOME to a folder that this account can write to, or specify the key in another way, such as OWOX_API_KEY.",
        inner);

    /// <summary>
    /// Returns the path of the module if it is loaded in the session, which can be outside PSModulePath; otherwise its name. Must be called
    /// on the pipeline thread.
    /// </summary>
    public static string Find()
    {
        using var shell = System.Management.Automation.PowerShell.Create(RunspaceMode.CurrentRunspace);
        var loaded = shell.AddCommand("Microsoft.PowerShell.Core\\Get-Module").AddParameter("Name", Name).Invoke<PSModuleInfo>().FirstOrDefault();
        if (loaded is null)
        {
            return Name;
        }

        var manifest = Path.Combine(loaded.ModuleBase, Name + ".psd1");
        return File.Exists(manifest) ? manifest : loaded.Path;
    }
}

/// <summary>Distinguishes messages of a vault command from errors.</summary>
internal static class VaultNotices
{
    // The error ID of text that a program writes to standard error.
    private const string StandardError = "NativeCommandError";

    /// <summary>Writes the messages of a command.</summary>
    /// <param name="streams">The streams of the command.</param>
    /// <param name="hasOutput">Whether the command returned output. If so, it succeeded even if it wrote to the error stream.</param>
    /// <param name="write">Writes a message.</param>
    /// <exception cref="VaultCommandException">The command failed.</exception>
    public static void Write(PSDataStreams streams, bool hasOutput, Action<string> write)
    {
        var failures = streams.Error.Where(static error => !IsStandardError(error)).Select(VaultCommandException.From).ToArray();

        // If a vault could not prompt for its password, its output is not a secret.
        var failure = failures.FirstOrDefault(error => !hasOutput || error.IsLocked);
        var messages = streams.Error.Select(static error => error.ToString())
            .Concat(streams.Warning.Select(static warning => warning.Message))
            .Concat(streams.Information.Select(static information => information.MessageData?.ToString()))
            .Concat(streams.Verbose.Select(static verbose => verbose.Message));
        foreach (var text in messages.Select(static text => ServerTextSanitizer.Sanitize(text, [])).OfType<string>())
        {
            write($"The vault reported: {text}");
        }

        if (failure is not null)
        {
            throw failure;
        }
    }

    private static bool IsStandardError(ErrorRecord error) => error.FullyQualifiedErrorId.StartsWith(StandardError, StringComparison.Ordinal);
}
