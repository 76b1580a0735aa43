using System.Globalization;
using System.Management.Automation;
using Owox.Redaction;

namespace Owox.PowerShell.Binding;

/// <summary>
/// Reads times the same way in every culture, whatever its calendar: DateTime, DateTimeOffset, DateOnly, and text in ISO form.
/// Without a zone they are times of this machine's clock, and a day is its midnight. Text in any other form is rejected, because
/// its meaning depends on the culture, and so is null, which would widen a query.
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
            "The value is null, which would not limit the time at all. Check the name and the value of the variable, or omit the parameter."),
        var other => throw new ArgumentTransformationMetadataException(
            $"A value of type {other.GetType().Name} is not a time. Use a DateTime, a DateTimeOffset, a DateOnly or text such as '2026-01-31' or '2026-01-31T08:00Z'."),
    };

    private static DateTimeOffset Parse(string text) =>
        DateTimeOffset.TryParseExact(text, Formats, CultureInfo.InvariantCulture, DateTimeStyles.AssumeLocal, out var moment)
            ? moment
            : throw new ArgumentTransformationMetadataException(
                $"'{KnownSecrets.Redact(text)}' is not a time in ISO form, and other forms mean different times in different cultures. Use '2026-01-31', '2026-01-31 08:00' or '2026-01-31T08:00Z'.");
}
