using System.Management.Automation;

namespace Owox.PowerShell.Rows;

/// <summary>A property of a row that tells the type of its column, also where its value is null.</summary>
internal sealed class TypedNoteProperty(string name, object? value, string typeName) : PSNoteProperty(name, value)
{
    public override string TypeNameOfValue => typeName;

    public override PSMemberInfo Copy() => new TypedNoteProperty(Name, Value, typeName);

    /// <summary>The name of the type that the property has: it can be null.</summary>
    public static string NameOf(Type type) => (type.IsValueType ? typeof(Nullable<>).MakeGenericType(type) : type).FullName!;
}
