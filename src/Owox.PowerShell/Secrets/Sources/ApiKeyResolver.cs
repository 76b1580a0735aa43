using System.Management.Automation;
using Owox.PowerShell.Binding;
using Owox.PowerShell.Secrets.Keys;
using Owox.PowerShell.Secrets.Stores;
using Owox.PowerShell.Secrets.Vaults;
using Owox.Text;

namespace Owox.PowerShell.Secrets.Sources;

/// <summary>Finds the API key for a connection, from the specified source or in the documented order.</summary>
internal sealed class ApiKeyResolver(OwoxCmdletBase cmdlet, bool allowUnencrypted)
{
    private const string Options =
        "and the session is not interactive. Specify a key in one of these ways: specify -SecretName and -Vault to use a secret vault; "
        + $"set the variable {ApiKeyEnvironment.Key}; set {ApiKeyEnvironment.Origin}, {ApiKeyEnvironment.KeyId} and {ApiKeyEnvironment.KeySecret}; "
        + "specify -EnvironmentFile to use a file that contains these variables; or specify -ApiKey as a SecureString. "
        + "In a pipeline, map the secret variable in the step (env: { OWOX_API_KEY: $(OWOX_API_KEY) }).";

    public ApiKey InVault(string secretName, string? vaultName) => InStore(SecretSource.InVault(secretName, vaultName, cmdlet), "");

    /// <summary>Returns the key in a key vault.</summary>
    /// <exception cref="OwoxVaultException">No identity could sign in, or the vault has no such secret.</exception>
    public ApiKey InKeyVault(string address, string secretName, string? clientId, OwoxSessionOptions options)
    {
        var source = SecretSource.InKeyVault(address, secretName, clientId, options, cmdlet);
        return InStore(source, " " + ((IWritableSecretStore)source.Store).Parameter);
    }

    /// <exception cref="OwoxConfigurationException">The file contains no key. This is reported as an error and does not cause a prompt.</exception>
    public ApiKey InFile(string path, IReadOnlyDictionary<string, string> variables) =>
        ApiKeyEnvironment.OfFile(path, variables).Find(allowUnencrypted, cmdlet.WriteVerbose) ?? throw new OwoxConfigurationException(
            ErrorReason.ApiKeyNotFound,
            $"The environment file '{path}' contains no API key{(ApiKeyEnvironment.OfProcess.Present.Count > 0 ? ", and the environment is not used, because -EnvironmentFile was specified" : "")}. "
            + $"Add {ApiKeyEnvironment.Key}=owox_key_... to it, or connect without -EnvironmentFile.");

    /// <summary>Reads the variables of an environment file.</summary>
    public static IReadOnlyDictionary<string, string> ReadFile(PSCmdlet cmdlet, string path) =>
        DotEnvFile.Read(InputFile.Resolve(cmdlet, path, why => DotEnvFile.Unreadable(path, why)));

    /// <exception cref="OwoxConfigurationException">The file cannot be read, is not private, or contains no key.</exception>
    public ApiKey InSecretFile(string path) => In(SecretSource.InFile(path, cmdlet));

    /// <exception cref="OwoxConfigurationException">The value is neither a script block nor a program.</exception>
    /// <exception cref="OwoxVaultException">The command failed or returned something else than one line.</exception>
    public ApiKey InCommand(object command) => In(SecretSource.InCommand(command, cmdlet));

    /// <exception cref="OwoxConfigurationException">The service has no such credential, or it contains no key.</exception>
    public ApiKey InSystemdCredential(string name) => In(SecretSource.InSystemdCredential(name));

    /// <summary>Returns the key in the environment variables of the process, or prompts for it.</summary>
    public ApiKey InEnvironment()
    {
        if (ApiKeyEnvironment.OfProcess.Find(allowUnencrypted, cmdlet.WriteVerbose) is { } key)
        {
            return key;
        }

        return HostInteraction.ReadSecret(cmdlet.Host, "OWOX API key") is { } entered
            ? ApiKey.Parse(SecureStringExtensions.ToPlainText(entered), allowUnencrypted)
            : throw new OwoxConfigurationException(ErrorReason.ApiKeyNotFound, $"No API key was found, {Options}");
    }

    private ApiKey InStore(SecretSource source, string parameter)
    {
        var key = In(source);
        var metadata = ((IWritableSecretStore)source.Store).Metadata.GetCached(source.Name, cmdlet.WriteVerbose);
        if (KeyMetadata.ExpiryWarning(metadata, source.Name, DateTimeOffset.UtcNow, parameter) is { } warning)
        {
            cmdlet.WriteWarning(warning);
        }

        return key;
    }

    private ApiKey In(SecretSource source) => SecretValue.ReadKey(source.Read(), source.Name, allowUnencrypted);
}

/// <summary>
/// Finds an API key in the variables of one source: the complete value, or else its three parts. Parts of different sources are never
/// combined, because the secret of one would be sent to the origin of the other.
/// </summary>
/// <param name="source">The source, for messages.</param>
/// <param name="read">Returns the value of a variable, or null if it is not set.</param>
internal sealed class ApiKeyEnvironment(string source, Func<string, string?> read)
{
    public const string Key = "OWOX_API_KEY";
    public const string Origin = "OWOX_API_ORIGIN";
    public const string KeyId = "OWOX_API_KEY_ID";
    public const string KeySecret = "OWOX_API_KEY_SECRET";

    private static readonly (string Name, string What)[] Parts = [(KeyId, "API key ID"), (KeySecret, "secret"), (Origin, "origin")];

    public static ApiKeyEnvironment OfProcess { get; } = new("the environment", Environment.GetEnvironmentVariable);

    /// <summary>The names of the variables that are set and not empty.</summary>
    public IReadOnlyList<string> Present => [.. new[] { Key, Origin, KeyId, KeySecret }.Where(name => Value(name) is not null)];

    public static ApiKeyEnvironment OfFile(string path, IReadOnlyDictionary<string, string> values) =>
        new($"the environment file '{path}'", name => values.TryGetValue(name, out var value) ? value : null);

    /// <summary>Returns the key, or null if the variables contain none.</summary>
    /// <param name="allowUnencrypted">Whether an http origin is allowed.</param>
    /// <param name="note">Receives the names of ignored variables.</param>
    public ApiKey? Find(bool allowUnencrypted, Action<string> note)
    {
        var present = Present;
        if (Value(Key) is { } key)
        {
            if (present.Count > 1)
            {
                note($"{char.ToUpperInvariant(source[0])}{source.Substring(1)} contains {Key}, so its {string.Join(", ", present.Skip(1))} {(present.Count > 2 ? "are" : "is")} ignored.");
            }

            return ApiKey.Parse(key, allowUnencrypted);
        }

        if (present.Count == 0)
        {
            return null;
        }

        return Parts.FirstOrDefault(part => Value(part.Name) is null) is { Name: not null } missing
            ? throw new OwoxConfigurationException(
                ErrorReason.ApiKeyMalformed,
                $"The API key of {source} is incomplete: it has no {missing.What}, because {missing.Name} is missing or empty. {Origin}, {KeyId} and {KeySecret} must all come from {source}.")
            : ApiKey.FromParts(Value(Origin), Value(KeyId), Value(KeySecret), allowUnencrypted);
    }

    // A variable that is empty or contains only quotation marks is ignored.
    private string? Value(string name) => read(name) is { } value && CopiedKeyCleaner.Trim(value).Length > 0 ? value : null;
}
