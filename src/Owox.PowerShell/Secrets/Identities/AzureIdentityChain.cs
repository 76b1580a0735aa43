namespace Owox.PowerShell.Secrets.Identities;

/// <summary>
/// Gets an access token with the first identity of this process, in the documented order. An identity that exists but cannot sign in ends
/// the search: another one could have other permissions.
/// </summary>
/// <param name="azureCli">The path of az, or null if it is not installed.</param>
internal sealed class AzureIdentityChain(string? azureCli)
{
    private readonly IReadOnlyList<IAzureIdentity> _identities =
    [
        new WorkloadIdentity(),
        new AzurePipelinesIdentity(),
        new GitHubIdentity(),
        new AppServiceIdentity(),
        new ArcIdentity(),
        new VirtualMachineIdentity(),
        new AzureCliIdentity(azureCli),
    ];

    /// <exception cref="OwoxVaultException">No identity could get a token. The message names each attempt.</exception>
    public async Task<string> GetTokenAsync(IdentityContext context, CancellationToken cancellationToken)
    {
        var attempts = new List<string>();
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(ModuleTimings.Current.IdentityTimeout);
        foreach (var identity in _identities)
        {
            if (identity.Unavailable(context) is { } why)
            {
                attempts.Add($"{identity.Name}: {why}");
                continue;
            }

            try
            {
                return await identity.GetTokenAsync(context, limit.Token).ConfigureAwait(false);
            }
            catch (Exception e) when (Explain(e, cancellationToken) is { } problem)
            {
                attempts.Add($"{identity.Name}: {problem}");
                if (e is not IdentityException { IsAbsent: true })
                {
                    throw Failed(attempts, context, identity, e);
                }
            }
        }

        throw new OwoxVaultException(
            ErrorReason.IdentityNotFound,
            $"No identity of Azure is available here. {FormatAttempts(attempts)} Assign a managed identity, configure workload identity federation, or sign in with az login.");
    }

    // Null for an exception that is not about an identity: a cancellation by the user, or an error in the code.
    private static string? Explain(Exception exception, CancellationToken cancellationToken) => exception switch
    {
        IdentityException => exception.Message,
        OwoxException => exception.Message.TrimEnd('.'),
        OperationCanceledException when !cancellationToken.IsCancellationRequested => "no response within the total timeout",
        _ => null,
    };

    private static OwoxVaultException Failed(List<string> attempts, IdentityContext context, IAzureIdentity identity, Exception inner) => new(
        ErrorReason.IdentityFailed,
        $"The {identity.Name} could not get an access token for {context.Resource} in the tenant {context.Tenant}. {FormatAttempts(attempts)} No other identity was tried.",
        inner);

    private static string FormatAttempts(IEnumerable<string> attempts) => $"Attempts: {string.Join("; ", attempts)}.";
}
