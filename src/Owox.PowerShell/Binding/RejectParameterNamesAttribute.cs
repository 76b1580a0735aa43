using System.Collections;
using System.Management.Automation;
using Owox.Redaction;

namespace Owox.PowerShell.Binding;

/// <summary>
/// Rejects names of parameters that a cmdlet does not have, before the engine asks for mandatory parameters: those that are
/// missing because their names were misspelled.
/// </summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class RejectParameterNamesAttribute : ArgumentTransformationAttribute
{
    public override object? Transform(EngineIntrinsics engineIntrinsics, object? inputData) =>
        (inputData as IEnumerable)?.Cast<object?>().Select(PSValue.Unwrap).OfType<string>().FirstOrDefault(IsName) is { } name
            ? throw new ArgumentTransformationMetadataException($"There is no parameter {KnownSecrets.Redact(name).TrimEnd(':')}. Check its spelling.")
            : inputData;

    private static bool IsName(string argument) => argument.Length > 1 && argument[0] == '-' && char.IsLetter(argument[1]);
}
