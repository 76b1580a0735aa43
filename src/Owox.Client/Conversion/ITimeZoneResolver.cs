namespace Owox;

/// <summary>Finds time zones by their IANA and Windows names. Names are case-insensitive.</summary>
public interface ITimeZoneResolver
{
    /// <summary>All known names: IANA names, then Windows names.</summary>
    IReadOnlyList<string> Names { get; }

    /// <summary>Finds a time zone by its name.</summary>
    /// <param name="name">An IANA name such as <c>Europe/Berlin</c> or a Windows name such as <c>W. Europe Standard Time</c>.</param>
    /// <returns>The time zone, or null if the name is unknown or this machine has no data for it.</returns>
    TimeZoneInfo? Find(string name);

    /// <summary>Finds the IANA name of a time zone.</summary>
    /// <param name="name">An IANA or Windows name.</param>
    /// <returns>The IANA name in its usual spelling, or null if the name is unknown.</returns>
    string? ToIana(string name);
}
