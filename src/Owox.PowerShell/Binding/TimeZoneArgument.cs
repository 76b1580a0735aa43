using Owox.PowerShell.Loading;
using Owox.Queries;

namespace Owox.PowerShell.Binding;

/// <summary>Reads arguments that name a time zone: IANA and Windows names, on every system.</summary>
internal static class TimeZoneArgument
{
    /// <exception cref="OwoxConfigurationException">The name is unknown.</exception>
    public static TimeZoneInfo Zone(string name) => Dependencies.TimeZones.Find(name) ?? throw Unknown(name);

    /// <summary>Replaces a Windows name in a date bucket, because the server takes IANA names only.</summary>
    /// <exception cref="OwoxConfigurationException">The name is unknown.</exception>
    public static DateBucketRule WithIanaName(DateBucketRule rule) => rule.TimeZone is not { } name
        ? rule
        : rule with { TimeZone = Dependencies.TimeZones.ToIana(name) ?? throw Unknown(name) };

    private static OwoxConfigurationException Unknown(string name) => RuleValidator.Invalid(
        $"the time zone '{name}' is not known; use an IANA name such as 'Europe/Berlin' or a Windows name such as 'W. Europe Standard Time'");
}
