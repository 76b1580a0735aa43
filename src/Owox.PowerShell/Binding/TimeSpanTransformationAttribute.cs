using System.Management.Automation;
using System.Numerics;

namespace Owox.PowerShell.Binding;

/// <summary>
/// Marks plain numbers, which the engine would take for ticks: <see cref="TimeSpanRule"/> then refuses them, whatever
/// their size. All else is left to the engine.
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

/// <summary>What a time span of a parameter must be: at least a second, and no longer than 36,500 days.</summary>
internal static class TimeSpanRule
{
    private const int MaxDays = 36_500;

    /// <summary>What stands for a number without a unit.</summary>
    public static TimeSpan PlainNumber { get; } = TimeSpan.FromTicks(1);

    /// <exception cref="OwoxConfigurationException">The time span cannot be used.</exception>
    public static void Check(string parameter, TimeSpan value)
    {
        if (value <= TimeSpan.Zero)
        {
            throw Invalid($"-{parameter} is zero or negative, so its end is not in the future");
        }

        if (value < TimeSpan.FromSeconds(1))
        {
            throw Invalid($"-{parameter} is a plain number, which PowerShell takes for ticks of a ten-millionth of a second, or is less than a second");
        }

        if (value > TimeSpan.FromDays(MaxDays))
        {
            throw Invalid($"-{parameter} is longer than 36,500 days");
        }
    }

    private static OwoxConfigurationException Invalid(string what) => new(
        ErrorReason.ExpiryInvalid, $"{what}. Write 90 days as 90.00:00, or as (New-TimeSpan -Days 90).");
}
