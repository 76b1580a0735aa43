using System.Management.Automation;
using System.Text.RegularExpressions;
using Owox.Redaction;

namespace Owox.PowerShell.Secrets.Vaults;

/// <summary>Runs commands of SecretManagement for one vault and translates their errors.</summary>
/// <param name="vault">The name of the vault.</param>
/// <param name="shell">Runs the commands.</param>
internal sealed class VaultCommands(string vault, SecretManagementInvoker shell)
{
    /// <summary>Runs a command for a secret and returns its output.</summary>
    /// <exception cref="OwoxVaultException">The command failed.</exception>
    public PSObject[] Run(string command, string secret, params (string Name, object Value)[] more)
    {
        var parameters = new Dictionary<string, object>(StringComparer.Ordinal) { ["Name"] = secret, ["Vault"] = vault };
        foreach (var (name, value) in more)
        {
            parameters[name] = value;
        }

        try
        {
            return shell.Invoke(command, parameters);
        }
        catch (VaultCommandException e)
        {
            throw Explain(e, command, secret);
        }
    }

    private OwoxVaultException Explain(VaultCommandException e, string command, string secret)
    {
        if (e.IsLocked)
        {
            return new OwoxVaultException(
                ErrorReason.VaultLocked,
                $"The vault '{vault}' of the account {Environment.UserName} is locked, and the session is not interactive. "
                + "For a SecretStore, unlock it in this session first (Unlock-SecretStore -Password $password), or configure it to open without a password for this account "
                + $"(Set-SecretStoreConfiguration -Authentication None -Interaction None). The vault reported: {e.Message}");
        }

        // SecretManagement returns only supported types of secrets.
        if (command == "Get-Secret" && e.Message.IndexOf("invalid type", StringComparison.OrdinalIgnoreCase) >= 0)
        {
            return SecretValue.Unsupported(secret, e.Message);
        }

        var missing = e.Id.IndexOf("NotFound", StringComparison.OrdinalIgnoreCase) >= 0;
        return missing && command == "Get-Secret"
            ? Missing(secret)
            : new OwoxVaultException(
                ErrorReason.VaultFailed,
                $"The vault '{vault}' failed to run {command} for the secret '{secret}'. To test the vault, run Test-SecretVault -Name '{vault}'. The vault reported: {e.Message}");
    }

    /// <summary>Creates the error for a secret that does not exist.</summary>
    public OwoxVaultException Missing(string secret)
    {
        SecretNameHistory.Remove(vault, secret);
        return new OwoxVaultException(
            ErrorReason.SecretNotFound,
            $"The vault '{vault}' of the account {Environment.UserName} has no secret named '{secret}'. List them with Get-SecretInfo -Vault '{vault}', "
            + $"or store one with Set-Secret -Name '{secret}' -Vault '{vault}'.");
    }
}

/// <summary>A command of SecretManagement failed. Contains the message of the command but not its arguments.</summary>
internal sealed class VaultCommandException : Exception
{
    private static readonly Regex Locked = new(
        "PasswordRequired|password is (?:required|needed)|valid password|is locked|vault.*locked|Unlock-|user interaction|NonInteractive|InvalidOperationException.*prompt",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        TimeSpan.FromSeconds(1));

    // The arguments contained secrets, which the vault may include in its message.
    private VaultCommandException(string message, string everything, string id)
        : base(ServerTextSanitizer.Sanitize(message, []) ?? "nothing")
    {
        Id = id;
        IsLocked = Locked.IsMatch(everything);
    }

    /// <summary>The ID of the error.</summary>
    public string Id { get; }

    /// <summary>Whether the vault requires a password or tried to prompt.</summary>
    public bool IsLocked { get; }

    public static VaultCommandException From(ErrorRecord error) => From(error.Exception, error.Exception, error.FullyQualifiedErrorId);

    public static VaultCommandException From(Exception innermost, Exception outermost, string? id = null)
    {
        var record = (outermost as IContainsErrorRecord ?? innermost as IContainsErrorRecord)?.ErrorRecord;
        var chain = Chain(outermost).ToArray();
        var everything = string.Join("\n", chain.Select(static e => $"{e.GetType().Name}: {e.Message}"));
        return new VaultCommandException(
            string.Join(" ", chain.Select(static e => e.Message.Trim()).Distinct(StringComparer.Ordinal)),
            everything,
            id ?? record?.FullyQualifiedErrorId ?? "");
    }

    private static IEnumerable<Exception> Chain(Exception? e)
    {
        for (; e is not null; e = e.InnerException)
        {
            yield return e;
        }
    }
}
