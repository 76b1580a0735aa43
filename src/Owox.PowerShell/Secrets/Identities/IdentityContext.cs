using System.Text.RegularExpressions;
using Owox.Redaction;

namespace Owox.PowerShell.Secrets.Identities;

/// <summary>What an identity needs to get an access token.</summary>
/// <param name="Resource">The resource, for example <c>https://vault.azure.net</c>.</param>
/// <param name="Authority">The sign-in endpoint of the cloud, for example <c>https://login.microsoftonline.com</c>.</param>
/// <param name="Tenant">The tenant of the vault.</param>
/// <param name="ClientId">The client ID of the identity that the user specified; null for the default.</param>
/// <param name="Options">The network options of the connection.</param>
/// <param name="Observer">Observes the requests.</param>
internal sealed record IdentityContext(
    string Resource, string Authority, string Tenant, string? ClientId, OwoxSessionOptions Options, IRequestObserver? Observer)
{
    private static readonly Regex Id = new("^[A-Za-z0-9][A-Za-z0-9.-]{0,127}$", RegexOptions.CultureInvariant, TimeSpan.FromSeconds(1));

    /// <summary>The specified client ID, or the value of the variable.</summary>
    public string? ClientIdOr(string variable) => ClientId ?? Variable(variable);

    /// <summary>Whether a text is an ID of a tenant or an application: a GUID, or the domain of a tenant.</summary>
    public static bool IsId(string? text) => text is not null && Id.IsMatch(text);

    /// <summary>The value of an environment variable, or null if it is not set or empty.</summary>
    public static string? Variable(string name) => Environment.GetEnvironmentVariable(name) is { Length: > 0 } value ? value : null;

    /// <summary>The value of an environment variable that is secret.</summary>
    public static string? Secret(string name)
    {
        var value = Variable(name);
        KnownSecrets.Add(value);
        return value;
    }

    /// <summary>The names of the variables that are not set, as a reason, or null if all are set.</summary>
    public static string? Missing(params string[] names)
    {
        var missing = names.Where(static name => Variable(name) is null).ToArray();
        return missing.Length == 0 ? null : $"{string.Join(", ", missing)} {(missing.Length == 1 ? "is" : "are")} not set";
    }
}

/// <summary>An identity of this process in Microsoft Entra.</summary>
internal interface IAzureIdentity
{
    /// <summary>The identity, for messages.</summary>
    string Name { get; }

    /// <summary>Why the identity does not exist here, or null if it may exist. Sends no request.</summary>
    string? Unavailable(IdentityContext context);

    /// <summary>Returns an access token. It is a known secret.</summary>
    /// <exception cref="IdentityException">There is no such identity here, or it could not sign in.</exception>
    Task<string> GetTokenAsync(IdentityContext context, CancellationToken cancellationToken);
}

/// <summary>An identity could not get a token.</summary>
/// <param name="message">The reason as the end of a sentence, without secrets.</param>
/// <param name="isAbsent">Whether the identity does not exist here, so that the next one is tried.</param>
internal sealed class IdentityException(string message, bool isAbsent = false) : Exception(KnownSecrets.Redact(message))
{
    public bool IsAbsent { get; } = isAbsent;

    /// <summary>Returns the token in a response.</summary>
    /// <exception cref="IdentityException">The endpoint returned an error, or a response without a token.</exception>
    public static string RequireToken(AzureResponse response, string property, string who)
    {
        if (!response.IsSuccess)
        {
            throw new IdentityException($"{who} returned {response.Explain()}");
        }

        return CheckToken(response.Text(property), who);
    }

    /// <summary>Returns the token if it can be sent in a header, and registers it as a secret.</summary>
    public static string CheckToken(string? token, string who)
    {
        KnownSecrets.Add(token);
        return token is { Length: > 0 } && token.All(static c => c is > ' ' and <= '~')
            ? token
            : throw new IdentityException($"{who} returned a response without a token");
    }
}
