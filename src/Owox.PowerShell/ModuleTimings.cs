namespace Owox.PowerShell;

/// <summary>The timeouts and delays of the cmdlets and completers that are not parameters, because users have no reason to change them.</summary>
internal sealed record ModuleTimings
{
    /// <summary>
    /// The values of this process. Only tests replace them. They are read at the start of each wait. A replacement applies until the values
    /// are replaced again or the process ends. Importing the module again does not restore the defaults.
    /// </summary>
    public static ModuleTimings Current { get; set; } = new();

    /// <summary>The timeout of a command of a vault. Network vaults can be slow; eight seconds are common.</summary>
    public TimeSpan VaultTimeout { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>The delay before a value that a vault could not store is stored again.</summary>
    public TimeSpan VaultRetryDelay { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>The timeout of the command that returns the key. It can wait for a fingerprint or another confirmation.</summary>
    public TimeSpan SecretCommandTimeout { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>The timeout to get an access token of Azure, with any number of identities.</summary>
    public TimeSpan IdentityTimeout { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>The timeout to connect to the metadata service of a virtual machine, which does not exist outside Azure.</summary>
    public TimeSpan MetadataConnectTimeout { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>The timeout of a request to the metadata service.</summary>
    public TimeSpan MetadataTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>The timeout of the Azure CLI, which takes seconds to start.</summary>
    public TimeSpan AzureCliTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>The timeout for the metadata of a secret, which is only used for a warning.</summary>
    public TimeSpan VaultMetadataTimeout { get; init; } = TimeSpan.FromSeconds(3);

    /// <summary>The timeout to sign out sessions when the module is removed or a sign-in has failed.</summary>
    public TimeSpan SignOutTimeout { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>How long completion uses cached responses of the server.</summary>
    public TimeSpan CompletionCacheDuration { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>
    /// How long completion does not repeat a failed request, so that a failing server does not receive a request for each key press.
    /// </summary>
    public TimeSpan CompletionErrorCacheDuration { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>The timeout of a completion request.</summary>
    public TimeSpan CompletionRequestTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How long one completion waits for its requests. Completion should take at most 250 ms, including PowerShell and the module.</summary>
    public TimeSpan CompletionTimeout { get; init; } = TimeSpan.FromMilliseconds(200);
}
