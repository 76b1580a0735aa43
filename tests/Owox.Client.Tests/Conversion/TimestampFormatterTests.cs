using System.Globalization;
using Owox.Conversion;
using Xunit;

namespace Owox.Client.Tests.Conversion;

/// <summary>The format of a timestamp for the type of a column.</summary>
public sealed class TimestampFormatterTests
{
    private const string InParis = "2026-01-31T00:30:15.5000000+01:00";

    [Theory]
    [InlineData("DATE", "2026-01-31")]
    [InlineData("date", "2026-01-31")]
    [InlineData("TIMESTAMP", "2026-01-30T23:30:15.500Z")]
    [InlineData("TIMESTAMP(6)", "2026-01-30T23:30:15.500Z")]
    [InlineData("TIMESTAMP WITH TIME ZONE", "2026-01-30T23:30:15.500Z")]
    [InlineData("TIMESTAMPTZ", "2026-01-30T23:30:15.500Z")]
    [InlineData("TIMESTAMP_LTZ", "2026-01-30T23:30:15.500Z")]
    [InlineData("DATETIME", "2026-01-30T23:30:15.500")]
    [InlineData("TIMESTAMP_NTZ(9)", "2026-01-30T23:30:15.500")]
    [InlineData("timestamp without time zone", "2026-01-30T23:30:15.500")]
    [InlineData("STRING", null)]
    [InlineData("TIME", null)]
    [InlineData("", null)]
    public void FollowsTheType(string type, string? text) =>
        Assert.Equal(text, TimestampFormatter.Format(type, DateTimeOffset.Parse(InParis, CultureInfo.InvariantCulture)));
}
