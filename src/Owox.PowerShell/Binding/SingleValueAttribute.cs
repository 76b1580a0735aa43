using System.Collections;
using System.Management.Automation;

namespace Owox.PowerShell.Binding;

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
