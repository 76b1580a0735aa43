using System.Globalization;
using static Owox.PowerShell.DataMartCheckStatus;

namespace Owox.PowerShell.Quality;

/// <summary>Compares the age of the data with a maximum. The server measures it in the warehouse, which costs nothing.</summary>
internal sealed class FreshnessCheck(ConnectionCmdletBase cmdlet, TimeSpan maxAge)
{
    // The clocks of servers and warehouses differ.
    private static readonly TimeSpan ClockTolerance = TimeSpan.FromMinutes(5);

    public OwoxDataMartFinding Run(DataMart mart)
    {
        var unknown = cmdlet.Call((client, cancellationToken) => client.DataMarts.RefreshDataLastUpdatedAsync([mart], cancellationToken));
        return Evaluate(mart.DataLastUpdated, isMeasured: unknown.Count == 0);
    }

    // A value that is too old shows that the data is old only if it is complete and was measured now: the data can have changed since.
    private OwoxDataMartFinding Evaluate(DataLastUpdated? measured, bool isMeasured)
    {
        if (measured?.DataLastUpdatedAt is not { } at)
        {
            return Finding(Error, "The server does not know when the data last changed.", actual: null);
        }

        var age = ((isMeasured ? measured.ComputedAt : null) ?? DateTimeOffset.UtcNow) - at;
        var text = at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
        var actual = $"{Format(age)} ({text})";
        if (age < -ClockTolerance)
        {
            return Finding(Error, $"According to the server, the data last changed in the future: {text}.", actual);
        }

        if (age <= maxAge)
        {
            return Finding(Passed, $"The data last changed {Format(age)} ago.", actual);
        }

        return isMeasured && measured.Coverage is null or "complete"
            ? Finding(Failed, $"The data last changed {Format(age)} ago, but at most {Format(maxAge)} is expected.", actual)
            : Finding(Error, $"The data last changed {Format(age)} ago, according to the server. It could not measure all source tables, so the data can be newer.", actual);
    }

    private OwoxDataMartFinding Finding(DataMartCheckStatus status, string message, string? actual) =>
        new(DataMartCheck.Freshness, status, message) { Expected = $"at most {Format(maxAge)}", Actual = actual };

    private static string Format(TimeSpan time) => (time < TimeSpan.Zero ? TimeSpan.Zero : time).ToString(@"d\.hh\:mm\:ss", CultureInfo.InvariantCulture);
}
