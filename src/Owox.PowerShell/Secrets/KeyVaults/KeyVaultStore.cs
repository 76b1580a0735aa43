using System.Management.Automation;
using System.Security;
using System.Text.RegularExpressions;
using Owox.PowerShell.Secrets.Identities;
using Owox.PowerShell.Secrets.Stores;
using Owox.PowerShell.Secrets.Vaults;
using Owox.Text;

namespace Owox.PowerShell.Secrets.KeyVaults;

/// <summary>The secrets of an Azure Key Vault. Each change creates a version, and keeps the content type and the tags of the secret.</summary>
internal sealed class KeyVaultStore : IWritableSecretStore
{
    private static readonly Regex NameRule = new("^[0-9A-Za-z-]{1,127}$", RegexOptions.CultureInvariant, TimeSpan.FromSeconds(1));

    private readonly KeyVaultClient _client;
    private readonly OwoxCmdletBase _cmdlet;
    private readonly KeyVaultErrors _errors;
    private (string Name, KeyVaultSecret Secret)? _lastRead;

    private KeyVaultStore(KeyVaultClient client, OwoxCmdletBase cmdlet)
    {
        _client = client;
        _cmdlet = cmdlet;
        _errors = new KeyVaultErrors(client.Address);
        Metadata = new KeyVaultTags(this, client, _errors);
    }

    public string Name => _client.Address;

    public string Parameter => $"-KeyVault '{Name}'";

    public bool MustTestWrites => true;

    public ISecretMetadataStore Metadata { get; }

    /// <summary>Opens a key vault. Sends no request.</summary>
    /// <param name="address">The address, for example <c>https://owox.vault.azure.net</c>.</param>
    /// <param name="clientId">The client ID of a user-assigned identity or of an application; null for the default.</param>
    /// <param name="options">The network options.</param>
    /// <param name="cmdlet">The cmdlet. Must be called on the pipeline thread.</param>
    /// <exception cref="OwoxConfigurationException">The address or the client ID is not valid.</exception>
    public static KeyVaultStore Open(string address, string? clientId, OwoxSessionOptions options, OwoxCmdletBase cmdlet)
    {
        if (clientId is not null && !IdentityContext.IsId(clientId))
        {
            throw new OwoxConfigurationException(ErrorReason.KeyVaultInvalid, "-IdentityClientId is the client ID of an identity, which is a GUID such as 11111111-2222-3333-4444-555555555555.");
        }

        var az = (cmdlet.InvokeCommand.GetCommand("az", CommandTypes.Application) as ApplicationInfo)?.Path;
        return new KeyVaultStore(new KeyVaultClient(ParseAddress(address), new AzureIdentityChain(az), clientId, options), cmdlet);
    }

    public object Get(string secret) => Find(secret) ?? throw _errors.Missing(secret);

    public object? Find(string secret)
    {
        if (Read(secret) is not { } found)
        {
            return null;
        }

        SecretNameHistory.Add(Name, secret);
        if (found.ExpiresAt <= DateTimeOffset.UtcNow)
        {
            _cmdlet.WriteWarning($"The secret '{secret}' in the key vault {Name} has passed its expiry date in the vault. Its value may still be valid: replace it, or set a later date in the vault.");
        }

        return SecureStringExtensions.ToSecureString(found.Value, isSecret: false);
    }

    public object? FindAny(string secret) => Find(secret);

    public void Set(string secret, object value)
    {
        var text = value is SecureString secure ? SecureStringExtensions.ToPlainText(secure, isSecret: false) : (string)value;
        var before = Read(secret);
        var former = FormerVersion.Find(before, value);
        var body = Utf8Json.Object(json =>
        {
            json.WriteString("value", text);
            if (before?.ContentType is { } type)
            {
                json.WriteString("contentType", type);
            }

            KeyVaultTags.Write(json, FormerVersion.Note(before?.Tags ?? new Dictionary<string, string>(StringComparer.Ordinal), former));
        });
        var response = Send((observer, cancellationToken) => _client.PutAsync(secret, body, observer, cancellationToken));
        Array.Clear(body, 0, body.Length);
        _errors.Require(response, secret, "store");
        SecretNameHistory.Add(Name, secret);
        if (former is not null)
        {
            new FormerVersion(this, _client, _errors, _cmdlet.WriteWarning).TryDisable(secret, former, KeyVaultSecret.Read(response.Body));
        }
    }

    public void Remove(string secret) =>
        throw new NotSupportedException("Secrets are not removed from a key vault, because it reserves their names.");

    public void Forget(string secret) => SecretNameHistory.Remove(Name, secret);

    public string RemoveCommand(string secret) => $"az keyvault secret delete --id {Name}/secrets/{secret}";

    /// <summary>Returns the newest version, or null if the secret does not exist.</summary>
    internal KeyVaultSecret? Read(string secret)
    {
        if (!NameRule.IsMatch(secret))
        {
            throw new OwoxVaultException(
                ErrorReason.SecretNameInvalid, $"The name '{Redaction.ServerTextSanitizer.Sanitize(secret, [], 150)}' cannot be the name of a secret in a key vault. Use 1 to 127 letters, digits and hyphens.");
        }

        var response = Send((observer, cancellationToken) => _client.GetAsync(secret, observer, cancellationToken));
        if (response.Status == 404)
        {
            return null;
        }

        _errors.Require(response, secret, "read");
        var found = KeyVaultSecret.Read(response.Body) ?? throw _errors.Unexpected(secret);
        _lastRead = (secret, found);
        return found;
    }

    /// <summary>Returns the secret that was read last, without a request, or null if it was another one.</summary>
    internal KeyVaultSecret? LastRead(string secret) => _lastRead is { } last && last.Name == secret ? last.Secret : null;

    /// <summary>Sends a request. A network error is reported as an error of the vault, so that a created key is not lost.</summary>
    internal AzureResponse Send(Func<IRequestObserver, CancellationToken, Task<AzureResponse>> request)
    {
        try
        {
            return _cmdlet.Await((log, cancellationToken) => request(log, cancellationToken));
        }
        catch (PipelineStoppedException e)
        {
            throw new OperationCanceledException(e.Message, e, _cmdlet.CancellationToken);
        }
        catch (OwoxConnectionException e)
        {
            throw _errors.Unreachable(e);
        }
    }

    private static OwoxConfigurationException InvalidAddress(Exception? inner) => new(
        ErrorReason.KeyVaultInvalid,
        "The value of -KeyVault is not the address of a key vault. Specify https and the host, without a path: https://owox.vault.azure.net. The other clouds are vault.azure.cn and vault.usgovcloudapi.net.",
        inner);

    private static ApiOrigin ParseAddress(string address)
    {
        try
        {
            var vault = ApiOrigin.Parse(CopiedKeyCleaner.Trim(address));
            return vault.Uri.IsLoopback || KeyVaultChallenge.SignIn(vault.Uri.IdnHost) is not null ? vault : throw InvalidAddress(null);
        }
        catch (OwoxConfigurationException e) when (e.Reason == ErrorReason.OriginInvalid)
        {
            throw InvalidAddress(e);
        }
    }
}
