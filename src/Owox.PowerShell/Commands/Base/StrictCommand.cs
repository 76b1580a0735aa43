using System.Management.Automation;
using Owox.PowerShell.Binding;

namespace Owox.PowerShell.Commands.Base;

/// <summary>
/// Takes the arguments that no parameter of a cmdlet takes, so that <see cref="UnexpectedArguments"/> rejects them. The errors
/// of the engine would quote them, and a person who leaves out -ApiKey types a key there.
/// </summary>
public abstract class StrictCommand : PSCmdlet
{
    /// <summary>The arguments without a parameter name for which the cmdlet has no position. Each is an error.</summary>
    [Parameter(ValueFromRemainingArguments = true, DontShow = true)]
    [RejectParameterNames]
    public object[]? WithoutName { get; set; }

    /// <summary>A key or another secret that came through the pipeline. It is an error where no other parameter takes it.</summary>
    [Parameter(ValueFromPipeline = true, DontShow = true)]
    [OnlySecrets]
    public virtual object? WithoutUse { get; set; }
}
