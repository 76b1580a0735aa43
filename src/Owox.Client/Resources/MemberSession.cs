namespace Owox.Resources;

/// <summary>Checks that a session is that of a member. The server rejects some requests if the access token was obtained with an API key.</summary>
internal static class MemberSession
{
    /// <param name="session">The session.</param>
    /// <param name="action">What the server does not allow API keys to do: <c>manage API keys</c>.</param>
    /// <exception cref="OwoxConfigurationException">The session uses an API key.</exception>
    public static void Require(OwoxSession session, string action)
    {
        if (session.Kind == CredentialType.ApiKey)
        {
            throw new OwoxConfigurationException(
                ErrorReason.ApiKeyCannotManageKeys,
                $"The connection uses the API key {session.ApiKeyId}, but the server does not allow API keys to {action}.")
            {
                Option = ErrorOption.MemberSignIn,
                OptionValue = session.Origin.ToString(),
            };
        }
    }
}
