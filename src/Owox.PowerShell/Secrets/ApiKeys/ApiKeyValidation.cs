namespace Owox.PowerShell.Secrets.ApiKeys;

/// <summary>Validates the name and the expiry of a key. The server accepts blank names and past dates, which are never intended.</summary>
internal static class ApiKeyValidation
{
    public const int MaxName = 100;

    public static void CheckName(string name)
    {
        if (string.IsNullOrWhiteSpace(name))
        {
            throw new OwoxConfigurationException(
                ErrorReason.ApiKeyNameInvalid, "The name of an API key cannot be blank: name the tool that uses it, such as 'nightly export'.");
        }

        if (name.Length > MaxName)
        {
            throw new OwoxConfigurationException(
                ErrorReason.ApiKeyNameInvalid, $"The name of an API key has at most {MaxName} characters; this one has {name.Length}.");
        }
    }

    /// <summary>When the key is to end; null for never.</summary>
    public static DateTimeOffset? Expiry(DateTimeOffset? at, TimeSpan? after, DateTimeOffset now)
    {
        if (at is not null && after is not null)
        {
            throw new OwoxConfigurationException(ErrorReason.ExpiryInvalid, "-ExpiresAt and -ExpiresIn exclude each other: give one.");
        }

        var end = at ?? (now + after);
        return end is null || end > now ? end : throw Invalid($"{end.Value.UtcDateTime:yyyy-MM-dd HH:mm} UTC is not in the future");
    }

    private static OwoxConfigurationException Invalid(string what) => new(
        ErrorReason.ExpiryInvalid, $"The expiry of an API key cannot be used: {what}. Give -ExpiresIn as days and hours (90.00:00), or -ExpiresAt a later date.");
}
