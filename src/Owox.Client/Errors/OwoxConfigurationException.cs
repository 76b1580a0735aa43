namespace Owox;

/// <summary>A key, an origin, an environment file or a parameter is wrong. Thrown before any network call.</summary>
public sealed class OwoxConfigurationException(string reason, string message, Exception? inner = null)
    : OwoxException(reason, message, inner);
