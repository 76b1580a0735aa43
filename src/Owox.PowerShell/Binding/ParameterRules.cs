using System.Collections;
using System.Globalization;
using System.Management.Automation;
using System.Reflection;
using Owox.Text;

namespace Owox.PowerShell.Binding;

/// <summary>The rules for the parameters of all cmdlets. They are checked before a cmdlet does anything.</summary>
internal static class ParameterRules
{
    private static readonly string[] Paging = ["First", "Skip", "IncludeTotalCount"];

    // The names of files on Windows can contain unpaired surrogates. A path of the API and the text for ConvertTo-OwoxHtml have their own errors.
    private static readonly string[] NotText = ["Path", "LiteralPath", "OutFile", "Directory", "EnvironmentFile", "SecretFile", "CertificateAuthority", "Markdown", "SchemaBaseline", "ResultFile"];

    /// <exception cref="OwoxConfigurationException">A value is null, a time span is invalid, or a parameter has no effect.</exception>
    public static void Check(PSCmdlet cmdlet)
    {
        CheckTexts(cmdlet);
        var bound = cmdlet.MyInvocation.BoundParameters;
        foreach (var parameter in bound)
        {
            if (parameter.Value is null && RejectsNull(cmdlet, parameter.Key))
            {
                throw IsNull(parameter.Key, $"Specify a value, or omit -{parameter.Key}.");
            }

            if (parameter.Value is TimeSpan time)
            {
                TimeSpanRule.Check(parameter.Key, time);
            }

            if (IsOn(parameter.Value) && Required(cmdlet, parameter.Key) is { } required && !required.Any(name => IsSpecified(bound, name)))
            {
                throw WithoutEffect(parameter.Key, $"without -{string.Join(" or -", required)}");
            }

            if (IsOn(parameter.Value) && Excluded(cmdlet, parameter.Key).FirstOrDefault(name => IsSpecified(bound, name)) is { } excluded)
            {
                throw WithoutEffect(excluded, $"with -{parameter.Key}");
            }
        }
    }

    /// <summary>Rejects text that cannot be sent: a request would contain U+FFFD instead of an unpaired surrogate.</summary>
    /// <exception cref="OwoxConfigurationException">A text contains an unpaired surrogate.</exception>
    public static void CheckTexts(PSCmdlet cmdlet)
    {
        foreach (var parameter in cmdlet.MyInvocation.BoundParameters)
        {
            if (Texts(parameter.Value).Any(static text => text is not null && !StrictUtf8.CanEncode(text)) && !NotText.Contains(parameter.Key, StringComparer.Ordinal) && IsText(cmdlet, parameter.Key))
            {
                throw new OwoxConfigurationException(
                    ErrorReason.TextInvalid,
                    $"The value of -{parameter.Key} contains an unpaired surrogate; the text may be truncated. Correct the text.");
            }
        }
    }

    /// <summary>Rejects the paging parameters if items are specified by name or ID.</summary>
    /// <exception cref="OwoxConfigurationException">A paging parameter was specified.</exception>
    public static void RejectPaging(PSCmdlet cmdlet, string named)
    {
        if (Array.Find(Paging, name => IsSpecified(cmdlet.MyInvocation.BoundParameters, name)) is { } paging)
        {
            throw WithoutEffect(paging, $"with -{named}, which does not list items");
        }
    }

    /// <summary>Returns the error for a parameter whose value is null.</summary>
    /// <param name="parameter">The name of the parameter.</param>
    /// <param name="remedy">What to do.</param>
    public static OwoxConfigurationException IsNull(string parameter, string remedy) => new(
        ErrorReason.ParameterIsNull, $"The value of -{parameter} is null, for example because a variable was never set, and null is not a valid value. {remedy}");

    /// <summary>Returns the error for a parameter that has no effect.</summary>
    public static OwoxConfigurationException WithoutEffect(string parameter, string when) => new(
        ErrorReason.ParameterHasNoEffect, $"-{parameter} has no effect {when}. Correct the command, or omit -{parameter}.");

    /// <summary>The texts in the value of a parameter.</summary>
    public static IEnumerable<string?> Texts(object? value) => value is string text ? [text] : value as string[] ?? [];

    private static bool IsText(PSCmdlet cmdlet, string parameter) =>
        cmdlet.GetType().GetProperty(parameter)?.PropertyType is { } type && (type == typeof(string) || type == typeof(string[]));

    private static IReadOnlyList<string>? Required(PSCmdlet cmdlet, string parameter) =>
        cmdlet.GetType().GetProperty(parameter)?.GetCustomAttribute<RequiresParameterAttribute>()?.Names;

    private static IReadOnlyList<string> Excluded(PSCmdlet cmdlet, string parameter) =>
        cmdlet.GetType().GetProperty(parameter)?.GetCustomAttribute<ExcludesParametersAttribute>()?.Names ?? [];

    // Parameters of other types reject null during binding. Numbers, enumerations and similar types are nullable because of this rule.
    private static bool RejectsNull(PSCmdlet cmdlet, string parameter) =>
        cmdlet.GetType().GetProperty(parameter) is { } property && property.GetCustomAttribute<AllowNullAttribute>() is null;

    private static bool IsSpecified(Dictionary<string, object> bound, string parameter) => bound.TryGetValue(parameter, out var value) && IsOn(value);

    private static bool IsOn(object? value) => value is not SwitchParameter { IsPresent: false };
}

/// <summary>Marks a parameter that has an effect only together with another parameter. Without it, the cmdlet reports an error.</summary>
/// <param name="names">The names of the other parameters. One of them is sufficient.</param>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class RequiresParameterAttribute(params string[] names) : Attribute
{
    /// <summary>The names of the other parameters.</summary>
    public IReadOnlyList<string> Names { get; } = names;
}

/// <summary>Marks a parameter with which other parameters have no effect. If one of them is specified, the cmdlet reports an error.</summary>
/// <param name="names">The names of the other parameters.</param>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class ExcludesParametersAttribute(params string[] names) : Attribute
{
    /// <summary>The names of the other parameters.</summary>
    public IReadOnlyList<string> Names { get; } = names;
}

/// <summary>The range of a number, as in ValidateRange. Null is accepted here, because <see cref="ParameterRules"/> rejects it.</summary>
/// <param name="min">The minimum.</param>
/// <param name="max">The maximum.</param>
internal sealed class NumberRangeAttribute(long min, long max) : ValidateArgumentsAttribute
{
    protected override void Validate(object? arguments, EngineIntrinsics engineIntrinsics)
    {
        if (PSValue.Unwrap(arguments) is { } value && System.Convert.ToDecimal(value, CultureInfo.InvariantCulture) is var number && (number < min || number > max))
        {
            throw new ValidationMetadataException($"The number {number} is not in the range from {min} to {max}.");
        }
    }
}

/// <summary>
/// Rejects objects with properties and hashtables where a single value is expected, and text that contains a secret. PowerShell's error
/// message would contain the value, for example <c>@{apiKey=...}</c>.
/// </summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class SingleValueAttribute : ArgumentTransformationAttribute
{
    /// <summary>Whether a hashtable is accepted.</summary>
    public bool OrTable { get; set; }

    /// <summary>Whether null belongs to another parameter with the same position.</summary>
    public bool RejectsNull { get; set; }

    /// <summary>Whether the value is the path of a file. A part of it can be the same as a password. Another rule rejects API keys.</summary>
    public bool IsPath { get; set; }

    public override object? Transform(EngineIntrinsics engineIntrinsics, object? inputData) =>
        RejectsNull && PSValue.Unwrap(inputData) is null ? throw Rejected("The value is null.") : Checked(inputData, OrTable, IsPath);

    /// <summary>Returns the value if it is not an object with properties or a hashtable.</summary>
    /// <exception cref="ArgumentTransformationMetadataException">The value is such an object.</exception>
    public static object? Checked(object? given, bool orTable = false, bool isPath = false) => PSValue.Unwrap(given) switch
    {
        PSObject => throw NotSingle(nameof(PSCustomObject)),
        IDictionary table => orTable ? given : throw NotSingle(table.GetType().Name),
        string text when !isPath && SecretArgument.Contains(text) => throw Rejected("A string that contains a secret cannot be used here. Specify it for the parameter that it belongs to."),
        IEnumerable several and not string => several.Cast<object?>().Select(item => Checked(item, orTable, isPath)).ToArray(),
        _ => given,
    };

    // PowerShell tries the next parameter after a failed cast.
    private static ArgumentTransformationMetadataException Rejected(string why) => new(why, new PSInvalidCastException(why));

    private static ArgumentTransformationMetadataException NotSingle(string type) =>
        Rejected($"A value of type {type} cannot be used here. Specify the value itself, for example one of its properties.");
}
