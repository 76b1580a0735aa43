using System.Collections;
using System.Globalization;
using System.Management.Automation;
using System.Reflection;

namespace Owox.PowerShell.Binding;

/// <summary>The rules that hold for the parameters of all cmdlets. They are checked before a cmdlet does anything.</summary>
internal static class ParameterRules
{
    private static readonly string[] Paging = ["First", "Skip", "IncludeTotalCount"];

    /// <exception cref="OwoxConfigurationException">A value is null, a time span cannot be used, or a parameter has no effect.</exception>
    public static void Check(PSCmdlet cmdlet)
    {
        var bound = cmdlet.MyInvocation.BoundParameters;
        foreach (var parameter in bound)
        {
            if (parameter.Value is null && RefusesNull(cmdlet, parameter.Key))
            {
                throw new OwoxConfigurationException(
                    ErrorReason.ParameterIsNull,
                    $"The value of -{parameter.Key} is null, as of a variable that was never set, and null is not a valid value. Specify a value, or omit -{parameter.Key}.");
            }

            if (parameter.Value is TimeSpan time)
            {
                TimeSpanRule.Check(parameter.Key, time);
            }

            if (IsOn(parameter.Value) && Required(cmdlet, parameter.Key) is { } required && !required.Any(name => IsGiven(bound, name)))
            {
                throw WithoutEffect(parameter.Key, $"without -{string.Join(" or -", required)}");
            }
        }
    }

    /// <summary>Refuses the parameters for paging, where things are named and not listed.</summary>
    /// <exception cref="OwoxConfigurationException">One of them was given.</exception>
    public static void RefusePaging(PSCmdlet cmdlet, string named)
    {
        if (Array.Find(Paging, name => IsGiven(cmdlet.MyInvocation.BoundParameters, name)) is { } paging)
        {
            throw WithoutEffect(paging, $"with -{named}, which lists nothing");
        }
    }

    /// <summary>The error for a parameter that was given and has no effect.</summary>
    public static OwoxConfigurationException WithoutEffect(string parameter, string when) => new(
        ErrorReason.ParameterHasNoEffect, $"-{parameter} has no effect {when}. Correct the command, or leave out -{parameter}.");

    private static IReadOnlyList<string>? Required(PSCmdlet cmdlet, string parameter) =>
        cmdlet.GetType().GetProperty(parameter)?.GetCustomAttribute<RequiresParameterAttribute>()?.Names;

    // Parameters of other types refuse null when they are bound. Those of numbers, enumerations and the like are nullable for this rule.
    private static bool RefusesNull(PSCmdlet cmdlet, string parameter) =>
        cmdlet.GetType().GetProperty(parameter) is { } property && property.GetCustomAttribute<AllowNullAttribute>() is null;

    private static bool IsGiven(Dictionary<string, object> bound, string parameter) => bound.TryGetValue(parameter, out var value) && IsOn(value);

    private static bool IsOn(object? value) => value is not SwitchParameter { IsPresent: false };
}

/// <summary>Marks a parameter that has an effect only together with another one. Without it, the cmdlet refuses the call.</summary>
/// <param name="names">The names of the other parameters, of which one is enough.</param>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class RequiresParameterAttribute(params string[] names) : Attribute
{
    /// <summary>The names of the other parameters.</summary>
    public IReadOnlyList<string> Names { get; } = names;
}

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

/// <summary>
/// Rejects objects with properties and tables where a single value is wanted, and text that contains a secret. The error of the
/// engine would quote them: <c>@{apiKey=...}</c>.
/// </summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class SingleValueAttribute : ArgumentTransformationAttribute
{
    /// <summary>Whether a table is taken.</summary>
    public bool OrTable { get; set; }

    public override object? Transform(EngineIntrinsics engineIntrinsics, object? inputData) => Checked(inputData, OrTable);

    /// <summary>The value, where it is not an object with properties or a table.</summary>
    /// <exception cref="ArgumentTransformationMetadataException">It is one.</exception>
    public static object? Checked(object? given, bool orTable = false) => PSValue.Unwrap(given) switch
    {
        PSObject => throw NotSingle(nameof(PSCustomObject)),
        IDictionary table => orTable ? given : throw NotSingle(table.GetType().Name),
        string text when SecretArgument.Contains(text) => throw Rejected("A text that contains a secret cannot be used here. Check which parameter it belongs to."),
        IEnumerable several and not string => several.Cast<object?>().Select(item => Checked(item, orTable)).ToArray(),
        _ => given,
    };

    // The engine takes a cast that fails for a sign to try the next parameter.
    private static ArgumentTransformationMetadataException Rejected(string why) => new(why, new PSInvalidCastException(why));

    private static ArgumentTransformationMetadataException NotSingle(string type) =>
        Rejected($"A value of type {type} cannot be used here. Specify the value itself, for example one of its properties.");
}
