using Owox.PowerShell.Binding;
using Owox.PowerShell.Secrets.Vaults;

namespace Owox.PowerShell.Secrets.Sources;

/// <summary>Finds the API key to connect with, where it was said to be or in the order that the help gives.</summary>
internal sealed class ApiKeyResolver(OwoxCmdletBase cmdlet, bool allowUnencrypted)
{
    private const string Ways =
        "and the session is not interactive. Specify one in one of these ways: pass -SecretName, and -Vault, of a secret vault; "
        + $"set the variable {ApiKeyEnvironment.Key}; set {ApiKeyEnvironment.Origin}, {ApiKeyEnvironment.KeyId} and {ApiKeyEnvironment.KeySecret}; "
        + "pass -EnvironmentFile with a file that holds them; or pass -ApiKey with a SecureString. "
        + "In a pipeline, map the secret variable in the step (env: { OWOX_API_KEY: $(OWOX_API_KEY) }).";

    public ApiKey InVault(string secretName, string? vaultName)
    {
        var vault = SecretVault.Open(vaultName, cmdlet);
        if (vaultName is null)
        {
            cmdlet.WriteVerbose($"Reading the secret '{secretName}' from the default vault, '{vault.Name}'.");
        }

        var key = SecretValue.ReadKey(vault.Get(secretName), secretName, allowUnencrypted);
        if (ApiKeyMetadata.ExpiryWarning(vault.Metadata.GetCached(secretName, cmdlet.WriteVerbose), secretName, DateTimeOffset.UtcNow) is { } warning)
        {
            cmdlet.WriteWarning(warning);
        }

        return key;
    }

    /// <exception cref="OwoxConfigurationException">The file holds no key: a mistake to tell, not to paper over with a question.</exception>
    public ApiKey InFile(string path)
    {
        var full = InputFile.Resolve(cmdlet, path, why => DotEnvFile.Unreadable(path, why));
        return ApiKeyEnvironment.OfFile(path, DotEnvFile.Read(full)).Find(allowUnencrypted, cmdlet.WriteVerbose) ?? throw new OwoxConfigurationException(
            ErrorReason.ApiKeyNotFound,
            $"The environment file '{path}' holds no API key, {(ApiKeyEnvironment.OfProcess.Present.Count > 0 ? "the environment is not used, because -EnvironmentFile was specified, " : "")}{Ways}");
    }

    /// <summary>The key in the variables of the process, or the one that a person types.</summary>
    public ApiKey InEnvironment()
    {
        if (ApiKeyEnvironment.OfProcess.Find(allowUnencrypted, cmdlet.WriteVerbose) is { } key)
        {
            return key;
        }

        if (!HostInteraction.CanPrompt(cmdlet.Host))
        {
            throw new OwoxConfigurationException(ErrorReason.ApiKeyNotFound, $"No API key was found, {Ways}");
        }

        cmdlet.Host.UI.Write("OWOX API key: ");
        return ApiKey.Parse(SecureStringExtensions.ToPlainText(cmdlet.Host.UI.ReadLineAsSecureString()), allowUnencrypted);
    }
}
