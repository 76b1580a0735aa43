using System.Globalization;
using Owox.Files.Incremental;
using Xunit;

namespace Owox.Client.Tests.Files;

public sealed class WatermarkKindTests
{
    // On 1 November 2026, clocks are set back from 2:00 to 1:00, at 6:00 UTC.
    private static readonly TimeZoneInfo NewYork = TimeZoneInfo.CreateCustomTimeZone(
        "test", TimeSpan.FromHours(-5), "test", "standard", "summer",
        [
            TimeZoneInfo.AdjustmentRule.CreateAdjustmentRule(
                new DateTime(2020, 1, 1), new DateTime(2030, 1, 1), TimeSpan.FromHours(1),
                TimeZoneInfo.TransitionTime.CreateFloatingDateRule(new DateTime(1, 1, 1, 2, 0, 0), 3, 2, DayOfWeek.Sunday),
                TimeZoneInfo.TransitionTime.CreateFloatingDateRule(new DateTime(1, 1, 1, 2, 0, 0), 11, 1, DayOfWeek.Sunday)),
        ]);

    [Theory]
    [InlineData("TIMESTAMP", "2026-02-03T04:05:06.789Z", "2026-02-03T04:05:06.789Z")]
    [InlineData("TIMESTAMP WITH TIME ZONE", "2026-02-03T04:05:06.789Z", "2026-02-03T04:05:06.789Z")]
    [InlineData("timestamp_ltz", "2026-02-03T04:05:06.789Z", "2026-02-03T04:05:06.789Z")]
    [InlineData("DATETIME", "2026-02-03T04:05:06.789Z", "2026-02-02T23:05:06.789")]
    [InlineData("TIMESTAMP_NTZ", "2026-02-03T04:05:06.789Z", "2026-02-02T23:05:06.789")]
    [InlineData("DATE", "2026-02-03T04:05:06.789Z", "2026-02-02")]
    [InlineData("DATE", "2026-02-03T05:00:00.000Z", "2026-02-03")]
    public void Timestamps_are_in_UTC_and_other_types_in_the_zone_of_the_column(string type, string now, string cutoff) =>
        Assert.Equal(cutoff, Cutoff(type, now));

    [Fact]
    public void No_local_time_occurs_again_after_the_cutoff()
    {
        // Checks every 10 minutes around both clock changes of the year that no later local time is before the cutoff.
        foreach (var start in new[] { "2026-03-07T00:00:00.000Z", "2026-10-31T00:00:00.000Z" })
        {
            var begin = At(start);
            for (var minute = 0; minute < 3 * 24 * 60; minute += 10)
            {
                var now = begin.AddMinutes(minute);
                var cutoff = DateTime.ParseExact(Cutoff("DATETIME", now), "yyyy-MM-dd'T'HH:mm:ss.fff", CultureInfo.InvariantCulture);
                for (var later = 0; later < 24 * 60; later += 10)
                {
                    Assert.True(TimeZoneInfo.ConvertTime(now.AddMinutes(later), NewYork).DateTime >= cutoff, $"{now:o}: {cutoff:o}, {later} minutes later");
                }
            }
        }
    }

    private static string Cutoff(string type, string now) => Cutoff(type, At(now));

    private static string Cutoff(string type, DateTimeOffset now)
    {
        var mart = new DataMart { Schema = new DataMartSchema { Fields = [new SchemaField { Name = "ts", Type = type }] } };
        return WatermarkKind.GetUpperBound(mart, "ts", now, NewYork);
    }

    private static DateTimeOffset At(string text) => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);
}
