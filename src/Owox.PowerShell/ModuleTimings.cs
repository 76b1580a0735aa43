namespace Owox.PowerShell;

/// <summary>The waits of the cmdlets and completers that are not parameters, because no user has a reason to change them.</summary>
internal sealed record ModuleTimings
{
    /// <summary>
    /// The values of this process; only tests replace them. Each wait reads them when it begins. A replacement stays until
    /// it is replaced again or the process ends: to import the module again does not restore the defaults.
    /// </summary>
    public static ModuleTimings Current { get; set; } = new();

    /// <summary>How long a command of a vault may take. Vaults behind a network take their time; eight seconds are common.</summary>
    public TimeSpan VaultTimeout { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>How long the metadata of a secret may take, which only a warning needs.</summary>
    public TimeSpan VaultMetadataTimeout { get; init; } = TimeSpan.FromSeconds(3);

    /// <summary>How long the module waits for sessions to be signed out where it is removed, or a sign-in has failed half-way.</summary>
    public TimeSpan SignOutTimeout { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>How long completion uses what it has read from the server.</summary>
    public TimeSpan CompletionCacheDuration { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>How long completion does not repeat a request that failed: a server that fails is not asked with every key that is pressed.</summary>
    public TimeSpan CompletionErrorCacheDuration { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>How long a request of a completer may take.</summary>
    public TimeSpan CompletionRequestTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How long one completion waits for its requests. Of the 250 ms that it may take, the engine and the module need some.</summary>
    public TimeSpan CompletionTimeout { get; init; } = TimeSpan.FromMilliseconds(200);
}
