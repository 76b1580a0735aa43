using System.Globalization;
using System.Management.Automation;
using Owox.PowerShell.Binding;

namespace Owox.PowerShell.Rows;

/// <summary>
/// A property of a row that is a PSObject. Like a property of a generated type, it has the type of its column, whatever its value is, and
/// converts assigned values to this type.
/// </summary>
/// <param name="name">The name of the column.</param>
/// <param name="value">The value, which is null or of the type.</param>
/// <param name="type">The type: nullable if it is a value type, Object if the type of the column is unknown.</param>
// The overridden members are virtual in PSNoteProperty since PowerShell 3. The engine reads and assigns note properties only through them.
internal sealed class RowProperty(string name, object? value, Type type) : PSNoteProperty(name, value)
{
    public override string TypeNameOfValue => type.FullName!;

    /// <exception cref="SetValueInvocationException">The assigned value cannot be converted to the type.</exception>
    public override object? Value
    {
        get => base.Value;
        set => base.Value = Convert(value);
    }

    public override PSMemberInfo Copy() => new RowProperty(Name, Value, type);

    /// <summary>Returns the definition that Get-Member shows, with the type of the column.</summary>
    public override string ToString() => $"{LanguagePrimitives.ConvertTo(type, typeof(string), CultureInfo.InvariantCulture)} {Name}={Value ?? "null"}";

    // PowerShell would convert null to an empty string in a text column. Loaders cannot store a value in PowerShell's wrapper.
    private object? Convert(object? assigned)
    {
        try
        {
            return PSValue.Unwrap(assigned) is { } value ? LanguagePrimitives.ConvertTo(value, type, CultureInfo.InvariantCulture) : null;
        }
        catch (PSInvalidCastException e)
        {
            throw new SetValueInvocationException($"Exception setting \"{Name}\": \"{e.Message}\"", e);
        }
    }
}
