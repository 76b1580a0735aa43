using System;
using System.Management.Automation;
using System.Threading;
using Owox.PowerShell.Vaults;

namespace Owox.PowerShell.Secrets;

/// <summary>Finds the API key to connect with, where it was said to be or in the order that the help gives.</summary>
internal sealed class ApiKeyFinder(PSCmdlet cmdlet, bool allowUnencrypted, CancellationToken stop)
{
    private const string Ways =
        "and nobody can be asked here. Give one in one of these ways: pass -SecretName, and -Vault, of a secret vault; "
        + $"set the variable {ApiKeyVariables.Key}; set {ApiKeyVariables.Origin}, {ApiKeyVariables.KeyId} and {ApiKeyVariables.KeySecret}; "
        + "pass -EnvironmentFile with a file that holds them; or pass -ApiKey with a SecureString. "
        + "In a pipeline, map the secret variable in the step (env: { OWOX_API_KEY: $(OWOX_API_KEY) }).";

    public ApiKey InVault(string secretName, string? vaultName)
    {
        var vault = Vault.Open(vaultName, cmdlet.Host, stop);
        if (vaultName is null)
        {
            cmdlet.WriteVerbose($"Reading the secret '{secretName}' from the default vault, '{vault.Name}'.");
        }

        var key = StoredApiKey.Read(vault.Get(secretName), secretName, allowUnencrypted);
        if (KeyNotes.ExpiryWarning(vault.Metadata(secretName), secretName, DateTimeOffset.UtcNow) is { } warning)
        {
            cmdlet.WriteWarning(warning);
        }

        return key;
    }

    /// <exception cref="OwoxConfigurationException">The file holds no key: a mistake to tell, not to paper over with a question.</exception>
    public ApiKey InFile(string path) =>
        ApiKeyVariables.Find(EnvironmentFile.Read(cmdlet.GetUnresolvedProviderPathFromPSPath(path)), allowUnencrypted)
        ?? throw new OwoxConfigurationException(
            ErrorReason.NoApiKey, $"Neither the environment file '{path}' nor the environment holds an API key, {Ways}");

    public ApiKey InEnvironment()
    {
        if (ApiKeyVariables.Find(file: null, allowUnencrypted) is { } key)
        {
            return key;
        }

        if (!HostInteraction.CanPrompt(cmdlet.Host))
        {
            throw new OwoxConfigurationException(ErrorReason.NoApiKey, $"No API key was found, {Ways}");
        }

        cmdlet.Host.UI.Write("OWOX API key: ");
        return ApiKey.Parse(SecretText.Reveal(cmdlet.Host.UI.ReadLineAsSecureString()), allowUnencrypted);
    }
}
