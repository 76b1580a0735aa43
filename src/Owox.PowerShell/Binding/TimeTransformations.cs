using System.Globalization;
using System.Management.Automation;
using System.Numerics;
using Owox.PowerShell.Loading;
using Owox.Queries;
using Owox.Redaction;

namespace Owox.PowerShell.Binding;

/// <summary>
/// Converts times independently of the culture and its calendar: DateTime, DateTimeOffset, DateOnly, and text in ISO format. A time without a
/// zone is a local time, and a date is midnight of that day. Text in other formats is rejected, because its meaning depends on the culture.
/// Null is rejected, because it would return more data than intended.
/// </summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class DateTimeOffsetTransformationAttribute : ArgumentTransformationAttribute
{
    private const string IsoDay = "yyyy-MM-dd";

    private static readonly string[] Formats =
    [
        IsoDay, "yyyy-MM-dd'T'HH:mmK", "yyyy-MM-dd HH:mmK", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK", "yyyy-MM-dd HH:mm:ss.FFFFFFFK",
        "yyyy-MM-dd HH:mm:ss.FFFFFFF zzz",
    ];

    public override object Transform(EngineIntrinsics engineIntrinsics, object? inputData) => PSValue.Unwrap(inputData) switch
    {
        DateTime or DateTimeOffset => PSValue.Unwrap(inputData)!,
        IFormattable day when Rules.RuleValue.IsDay(day) => Parse(day.ToString(IsoDay, CultureInfo.InvariantCulture)),
        string text => Parse(text.Trim()),
        null => throw new ArgumentTransformationMetadataException(
            "The value is null, which would not limit the time. Check the name and the value of the variable, or omit the parameter."),
        var other => throw new ArgumentTransformationMetadataException(
            $"A value of type {other.GetType().Name} is not a time. Use a DateTime, a DateTimeOffset, a DateOnly or text such as '2026-01-31' or '2026-01-31T08:00Z'."),
    };

    private static DateTimeOffset Parse(string text) =>
        DateTimeOffset.TryParseExact(text, Formats, CultureInfo.InvariantCulture, DateTimeStyles.AssumeLocal, out var moment)
            ? moment
            : throw new ArgumentTransformationMetadataException(
                $"'{KnownSecrets.Redact(text)}' is not a time in ISO 8601 format, and the meaning of other formats depends on the culture. Use '2026-01-31', '2026-01-31 08:00' or '2026-01-31T08:00Z'.");
}

/// <summary>
/// Marks plain numbers, which PowerShell would interpret as ticks, so that <see cref="TimeSpanRule"/> rejects them. Other values are left to
/// PowerShell.
/// </summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class TimeSpanTransformationAttribute : ArgumentTransformationAttribute
{
    public override object? Transform(EngineIntrinsics engineIntrinsics, object? inputData) => PSValue.Unwrap(inputData) switch
    {
        BigInteger => TimeSpanRule.PlainNumber,
        IConvertible number when number.GetTypeCode() is >= TypeCode.SByte and <= TypeCode.Decimal => TimeSpanRule.PlainNumber,
        _ => SingleValueAttribute.Checked(inputData),
    };
}

/// <summary>The rules for the time span of a parameter: at least one second and at most 36,500 days.</summary>
internal static class TimeSpanRule
{
    private const int MaxDays = 36_500;

    /// <summary>The value that represents a number without a unit.</summary>
    public static TimeSpan PlainNumber { get; } = TimeSpan.FromTicks(1);

    /// <exception cref="OwoxConfigurationException">The time span is invalid.</exception>
    public static void Check(string parameter, TimeSpan value)
    {
        if (value <= TimeSpan.Zero)
        {
            throw Invalid($"-{parameter} is zero or negative");
        }

        if (value < TimeSpan.FromSeconds(1))
        {
            throw Invalid($"-{parameter} is less than a second, or it is a plain number, which PowerShell interprets as ticks of 100 nanoseconds");
        }

        if (value > TimeSpan.FromDays(MaxDays))
        {
            throw Invalid($"-{parameter} is longer than 36,500 days");
        }
    }

    private static OwoxConfigurationException Invalid(string what) => new(
        ErrorReason.ExpiryInvalid, $"{what}. For example, specify 90 days as 90.00:00 or as (New-TimeSpan -Days 90).");
}

/// <summary>Parses time zone names: IANA and Windows names, on every system.</summary>
internal static class TimeZoneArgument
{
    /// <exception cref="OwoxConfigurationException">The name is unknown.</exception>
    public static TimeZoneInfo Zone(string name) => Dependencies.TimeZones.Find(name) ?? throw Unknown(name);

    /// <summary>Replaces a Windows name in a date bucket, because the server accepts only IANA names.</summary>
    /// <exception cref="OwoxConfigurationException">The name is unknown.</exception>
    public static DateBucketRule WithIanaName(DateBucketRule rule) => rule.TimeZone is not { } name
        ? rule
        : rule with { TimeZone = Dependencies.TimeZones.ToIana(name) ?? throw Unknown(name) };

    private static OwoxConfigurationException Unknown(string name) => RuleValidator.Invalid(
        $"the time zone '{name}' is unknown; use an IANA name such as 'Europe/Berlin' or a Windows name such as 'W. Europe Standard Time'");
}
