using Owox.PowerShell.Secrets.Identities;
using Owox.PowerShell.Secrets.Vaults;

namespace Owox.PowerShell.Secrets.KeyVaults;

/// <summary>The errors of a key vault.</summary>
/// <param name="vault">The address of the vault.</param>
internal sealed class KeyVaultErrors(string vault)
{
    /// <exception cref="OwoxVaultException">The response is an error.</exception>
    public void Require(AzureResponse response, string secret, string operation)
    {
        if (!response.IsSuccess)
        {
            throw Explain(response, secret, operation);
        }
    }

    /// <summary>Creates the error for a secret that does not exist.</summary>
    public OwoxVaultException Missing(string secret)
    {
        SecretNameHistory.Remove(vault, secret);
        return new OwoxVaultException(
            ErrorReason.SecretNotFound,
            $"The key vault {vault} has no secret named '{secret}'. Create one with New-OwoxApiKey -KeyVault '{vault}' -SecretName '{secret}', or with az keyvault secret set.");
    }

    public OwoxVaultException Unexpected(string secret) => Failed(secret, "read", "the response is not a secret");

    /// <summary>Creates the error for a list of all secrets that cannot be read to its end.</summary>
    /// <param name="why">The reason, as a clause.</param>
    public OwoxVaultException NotListed(string why) => new(ErrorReason.VaultFailed, $"The key vault {vault} could not list its secrets: {why}.");

    public OwoxVaultException Failed(string secret, string operation, string why) =>
        new(ErrorReason.VaultFailed, $"The key vault {vault} could not {operation} the secret '{secret}': {why}.");

    /// <summary>Creates the error for a vault that did not respond.</summary>
    public OwoxVaultException Unreachable(OwoxConnectionException e) => new(
        e.Reason == ErrorReason.TimedOut ? ErrorReason.VaultTimedOut : ErrorReason.VaultFailed,
        $"The key vault {vault} cannot be used. {e.Message}",
        e);

    private OwoxVaultException Explain(AzureResponse response, string secret, string operation)
    {
        var inner = response.Text("error", "innererror", "code");
        return (response.Status, inner) switch
        {
            (404, _) => Missing(secret),
            (403, "SecretDisabled") => new OwoxVaultException(
                ErrorReason.VaultAccessDenied, $"The secret '{secret}' in the key vault {vault} is disabled, or not valid at this time. Enable its newest version, or store the key again."),
            (403, _) => new OwoxVaultException(
                ErrorReason.VaultAccessDenied,
                $"The key vault {vault} does not allow this identity to {operation} the secret '{secret}': {response.Explain()}. "
                + (inner is "ForbiddenByFirewall" or "ForbiddenByConnection"
                    ? "Allow this network in the firewall of the vault, or use its private endpoint."
                    : "Assign the role Key Vault Secrets User to read secrets, or Key Vault Secrets Officer to also store them.")),
            (409, _) => new OwoxVaultException(
                ErrorReason.SecretNameReserved,
                $"The key vault {vault} cannot {operation} the secret '{secret}': {response.Explain()}. A secret with this name was deleted, and its name stays reserved. "
                + $"Recover it with az keyvault secret recover, purge it, or choose another name."),
            (429, _) => Failed(secret, operation, $"it received too many requests, {response.Explain()}"),
            _ => Failed(secret, operation, response.Explain()),
        };
    }
}
