using System.Globalization;
using Owox.TimeZones;
using Xunit;

namespace Owox.Client.Tests.Conversion;

public sealed class TimeZoneResolverTests
{
    private static readonly TimeZoneResolver Resolver = new();

    [Theory]
    [InlineData("Europe/Berlin", "01:00", "02:00")]
    [InlineData("W. Europe Standard Time", "01:00", "02:00")]
    [InlineData("w. europe standard time", "01:00", "02:00")]
    [InlineData("europe/berlin", "01:00", "02:00")]
    [InlineData("Europe/Kiev", "02:00", "03:00")]
    [InlineData("Europe/Kyiv", "02:00", "03:00")]
    [InlineData("FLE Standard Time", "02:00", "03:00")]
    [InlineData("Asia/Calcutta", "05:30", "05:30")]
    [InlineData("Asia/Kolkata", "05:30", "05:30")]
    [InlineData("India Standard Time", "05:30", "05:30")]
    [InlineData("Asia/Kathmandu", "05:45", "05:45")]
    [InlineData("Nepal Standard Time", "05:45", "05:45")]
    [InlineData("America/St_Johns", "-03:30", "-02:30")]
    [InlineData("Newfoundland Standard Time", "-03:30", "-02:30")]
    [InlineData("Australia/Lord_Howe", "11:00", "10:30")]
    [InlineData("Lord Howe Standard Time", "11:00", "10:30")]
    [InlineData("America/New_York", "-05:00", "-04:00")]
    [InlineData("US/Eastern", "-05:00", "-04:00")]
    [InlineData("Eastern Standard Time", "-05:00", "-04:00")]
    [InlineData("Etc/UTC", "00:00", "00:00")]
    [InlineData("Etc/GMT+12", "-12:00", "-12:00")]
    [InlineData("utc", "00:00", "00:00")]
    public void IANA_and_Windows_names_are_found(string name, string january, string july)
    {
        var zone = Resolver.Find(name);

        Assert.NotNull(zone);
        Assert.Equal(Offset(january), zone.GetUtcOffset(new DateTimeOffset(2026, 1, 15, 12, 0, 0, TimeSpan.Zero)));
        Assert.Equal(Offset(july), zone.GetUtcOffset(new DateTimeOffset(2026, 7, 15, 12, 0, 0, TimeSpan.Zero)));
    }

    [Theory]
    [InlineData("Europe/Berlin", "Europe/Berlin")]
    [InlineData("EUROPE/berlin", "Europe/Berlin")]
    [InlineData("W. Europe Standard Time", "Europe/Berlin")]
    [InlineData("w. europe standard time", "Europe/Berlin")]
    [InlineData("Europe/Kiev", "Europe/Kiev")]
    [InlineData("Europe/Kyiv", "Europe/Kyiv")]
    [InlineData("Asia/Calcutta", "Asia/Calcutta")]
    [InlineData("Nepal Standard Time", "Asia/Kathmandu")]
    [InlineData("Newfoundland Standard Time", "America/St_Johns")]
    [InlineData("Etc/UTC", "Etc/UTC")]
    [InlineData("utc", "UTC")]
    public void Names_are_converted_to_IANA_names(string name, string expected) => Assert.Equal(expected, Resolver.ToIana(name));

    [Theory]
    [InlineData("Mars/Phobos")]
    [InlineData("Europe")]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData(" Europe/Berlin")]
    [InlineData("+02:00")]
    [InlineData("CEST")]
    [InlineData("../../etc/passwd")]
    [InlineData("/etc/localtime")]
    [InlineData("W. Europe Standard Time\0")]
    public void Unknown_names_are_not_found(string name)
    {
        Assert.Null(Resolver.Find(name));
        Assert.Null(Resolver.ToIana(name));
    }

    [Fact]
    public void Every_suggested_name_is_found_and_has_an_IANA_name()
    {
        Assert.True(Resolver.Names.Count > 700);
        Assert.All(Resolver.Names, static name =>
        {
            Assert.NotNull(Resolver.Find(name));
            Assert.NotNull(Resolver.Find(Resolver.ToIana(name)!));
        });
    }

    private static TimeSpan Offset(string text) => text[0] == '-'
        ? TimeSpan.Parse(text.Substring(1), CultureInfo.InvariantCulture).Negate()
        : TimeSpan.Parse(text, CultureInfo.InvariantCulture);
}
