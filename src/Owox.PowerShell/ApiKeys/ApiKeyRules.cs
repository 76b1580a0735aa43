using System;

namespace Owox.PowerShell.ApiKeys;

/// <summary>What a name and an expiry of a key must be. The server takes blank names and past dates, which help nobody.</summary>
internal static class ApiKeyRules
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

        if (after > TimeSpan.Zero && after.Value > DateTimeOffset.MaxValue - now)
        {
            throw Invalid("it is later than any date");
        }

        RefuseTicks(after, "-ExpiresIn");
        var end = at ?? (now + after);
        return end is null || end > now ? end : throw Invalid($"{end.Value.UtcDateTime:yyyy-MM-dd HH:mm} UTC is not in the future");
    }

    /// <summary>Refuses a time that can only be a bare number, which the engine takes for ticks: 90 would be over at once.</summary>
    public static void RefuseTicks(TimeSpan? time, string parameter)
    {
        if (time > TimeSpan.Zero && time < TimeSpan.FromSeconds(1))
        {
            throw new OwoxConfigurationException(
                ErrorReason.ExpiryInvalid,
                $"{parameter} {time.Value.Ticks} is less than a second: PowerShell takes a bare number for ticks. Write days as {time.Value.Ticks}.00:00, or as (New-TimeSpan -Days {time.Value.Ticks}).");
        }
    }

    private static OwoxConfigurationException Invalid(string what) => new(
        ErrorReason.ExpiryInvalid, $"The expiry of an API key cannot be used: {what}. Give -ExpiresIn as days and hours (90.00:00), or -ExpiresAt a later date.");
}
