using System.Globalization;
using System.Management.Automation;

namespace Owox.PowerShell.Binding;

/// <summary>The range of a number, as ValidateRange. Null passes, so that <see cref="ParameterRules"/> rejects it like any other.</summary>
/// <param name="min">The least value.</param>
/// <param name="max">The greatest value.</param>
internal sealed class NumberRangeAttribute(long min, long max) : ValidateArgumentsAttribute
{
    protected override void Validate(object? arguments, EngineIntrinsics engineIntrinsics)
    {
        if (PSValue.Unwrap(arguments) is { } value && System.Convert.ToInt64(value, CultureInfo.InvariantCulture) is var number && (number < min || number > max))
        {
            throw new ValidationMetadataException(max == long.MaxValue
                ? $"The number {number} is less than {min}."
                : $"The number {number} is not one of {min} to {max}.");
        }
    }
}
