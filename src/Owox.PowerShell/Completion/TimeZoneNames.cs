using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading.Tasks;

namespace Owox.PowerShell.Completion;

/// <summary>The IANA time zones that completion offers: those of this machine, and common ones where it names its zones in its own way.</summary>
internal static class TimeZoneNames
{
    private static readonly string[] Common =
    [
        "Africa/Abidjan", "Africa/Accra", "Africa/Addis_Ababa", "Africa/Algiers", "Africa/Cairo", "Africa/Casablanca",
        "Africa/Johannesburg", "Africa/Lagos", "Africa/Nairobi", "Africa/Tunis",
        "America/Anchorage", "America/Argentina/Buenos_Aires", "America/Bogota", "America/Caracas", "America/Chicago",
        "America/Denver", "America/Guatemala", "America/Halifax", "America/Havana", "America/Lima", "America/Los_Angeles",
        "America/Mexico_City", "America/Montevideo", "America/New_York", "America/Panama", "America/Phoenix", "America/Santiago",
        "America/Sao_Paulo", "America/St_Johns", "America/Toronto", "America/Vancouver",
        "Asia/Almaty", "Asia/Amman", "Asia/Baghdad", "Asia/Baku", "Asia/Bangkok", "Asia/Beirut", "Asia/Colombo", "Asia/Dhaka",
        "Asia/Dubai", "Asia/Ho_Chi_Minh", "Asia/Hong_Kong", "Asia/Jakarta", "Asia/Jerusalem", "Asia/Kabul", "Asia/Karachi",
        "Asia/Kathmandu", "Asia/Kolkata", "Asia/Kuala_Lumpur", "Asia/Kuwait", "Asia/Manila", "Asia/Qatar", "Asia/Riyadh", "Asia/Seoul",
        "Asia/Shanghai", "Asia/Singapore", "Asia/Taipei", "Asia/Tashkent", "Asia/Tbilisi", "Asia/Tehran", "Asia/Tokyo",
        "Asia/Ulaanbaatar", "Asia/Vladivostok", "Asia/Yerevan",
        "Atlantic/Azores", "Atlantic/Reykjavik",
        "Australia/Adelaide", "Australia/Brisbane", "Australia/Darwin", "Australia/Hobart", "Australia/Melbourne", "Australia/Perth",
        "Australia/Sydney",
        "Europe/Amsterdam", "Europe/Athens", "Europe/Belgrade", "Europe/Berlin", "Europe/Bratislava", "Europe/Brussels",
        "Europe/Bucharest", "Europe/Budapest", "Europe/Chisinau", "Europe/Copenhagen", "Europe/Dublin", "Europe/Helsinki",
        "Europe/Istanbul", "Europe/Kyiv", "Europe/Lisbon", "Europe/Ljubljana", "Europe/London", "Europe/Luxembourg", "Europe/Madrid",
        "Europe/Malta", "Europe/Minsk", "Europe/Moscow", "Europe/Oslo", "Europe/Paris", "Europe/Prague", "Europe/Riga", "Europe/Rome",
        "Europe/Sarajevo", "Europe/Skopje", "Europe/Sofia", "Europe/Stockholm", "Europe/Tallinn", "Europe/Vienna", "Europe/Vilnius",
        "Europe/Warsaw", "Europe/Zagreb", "Europe/Zurich",
        "Pacific/Auckland", "Pacific/Fiji", "Pacific/Honolulu",
        "UTC",
    ];

    // Reading the machine's zones can take more than a second, so it is begun once and seldom waited for.
    private static readonly Lazy<Task<string[]>> OfMachine = new(static () => Task.Run(
        static () => TimeZoneInfo.GetSystemTimeZones().Select(static zone => zone.Id).Where(static id => id.IndexOf('/') > 0).ToArray()));

    public static IReadOnlyList<string> Within(TabBudget budget) =>
        Common.Union(budget.Await(OfMachine.Value) ?? [], StringComparer.Ordinal).OrderBy(static id => id, StringComparer.Ordinal).ToArray();
}
