using TimeZoneConverter;

namespace Owox.TimeZones;

/// <summary>Resolves time zones with the name tables of TimeZoneConverter, because Windows without ICU has no IANA names.</summary>
public sealed class TimeZoneResolver : ITimeZoneResolver
{
    private static readonly Lazy<string[]> AllNames = new(static () => TZConvert.KnownIanaTimeZoneNames
        .OrderBy(static name => name, StringComparer.Ordinal)
        .Union(TZConvert.KnownWindowsTimeZoneIds.OrderBy(static name => name, StringComparer.Ordinal), StringComparer.OrdinalIgnoreCase)
        .ToArray());

    /// <inheritdoc />
    public IReadOnlyList<string> Names => AllNames.Value;

    /// <inheritdoc />
    // The tables can be older than the time zone data of the machine.
    public TimeZoneInfo? Find(string name) =>
        IsPath(name) ? null
        : TZConvert.TryGetTimeZoneInfo(name, out var zone) ? zone
        : FindOnMachine(name);

    /// <inheritdoc />
    public string? ToIana(string name)
    {
        if (TZConvert.KnownIanaTimeZoneNames.FirstOrDefault(known => string.Equals(known, name, StringComparison.OrdinalIgnoreCase)) is { } iana)
        {
            return iana;
        }

        // A Windows name that only this machine knows does not contain a slash.
        return TZConvert.TryWindowsToIana(name, out var converted) ? converted
            : FindOnMachine(name)?.Id is { } id && id.IndexOf('/') > 0 ? id
            : null;
    }

    // For such a name, Mono opens the file at this path.
    private static bool IsPath(string name) => name.Length > 0 && name[0] == '/';

    private static TimeZoneInfo? FindOnMachine(string name)
    {
        if (IsPath(name))
        {
            return null;
        }

        try
        {
            return TimeZoneInfo.FindSystemTimeZoneById(name);
        }
        catch (Exception e) when (e is TimeZoneNotFoundException or InvalidTimeZoneException or System.Security.SecurityException)
        {
            return null;
        }
    }
}
