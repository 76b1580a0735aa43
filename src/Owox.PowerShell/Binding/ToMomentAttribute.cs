using System;
using System.Globalization;
using System.Management.Automation;

namespace Owox.PowerShell.Binding;

/// <summary>
/// Reads times in ISO form the same way in every culture, whatever its calendar. Without a zone they are times of this
/// machine's clock, and a day is its midnight. What has another form is left to the engine, which reads it in the session's culture.
/// </summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class ToMomentAttribute : ArgumentTransformationAttribute
{
    private static readonly string[] Forms =
    [
        "yyyy-MM-dd", "yyyy-MM-dd'T'HH:mmK", "yyyy-MM-dd HH:mmK", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK", "yyyy-MM-dd HH:mm:ss.FFFFFFFK",
        "yyyy-MM-dd HH:mm:ss.FFFFFFF zzz",
    ];

    public override object? Transform(EngineIntrinsics engineIntrinsics, object? inputData) =>
        (inputData is PSObject wrapped ? wrapped.BaseObject : inputData) is string text
        && DateTimeOffset.TryParseExact(text.Trim(), Forms, CultureInfo.InvariantCulture, DateTimeStyles.AssumeLocal, out var moment)
            ? moment
            : inputData;
}
