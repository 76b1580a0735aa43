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
