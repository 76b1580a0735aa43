namespace Owox.PowerShell.Binding;

/// <summary>Marks a parameter that has an effect only together with another one. Without it, the cmdlet refuses the call.</summary>
/// <param name="names">The names of the other parameters, of which one is enough.</param>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class RequiresParameterAttribute(params string[] names) : Attribute
{
    /// <summary>The names of the other parameters.</summary>
    public IReadOnlyList<string> Names { get; } = names;
}
