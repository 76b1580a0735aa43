using System.Dynamic;
using System.Linq.Expressions;
using System.Management.Automation;
using System.Reflection;
using Owox.PowerShell.Binding;

namespace Owox.PowerShell.Rows;

/// <summary>Creates objects for rows: instances of a generated type, or PSObjects if that is not possible.</summary>
internal static class RowFactory
{
    /// <summary>Returns the function that creates an object from the values of a row.</summary>
    /// <param name="shape">The columns.</param>
    /// <param name="types">The types of the values, which are null or exactly of this type; null for a column with values of any type.</param>
    /// <param name="plain">Whether PSObjects are required: a constrained session may not set the properties of other types.</param>
    public static Func<object?[], object> Create(RowSchema shape, IReadOnlyList<Type?> types, bool plain)
    {
#if NET8_0_OR_GREATER
        if (!plain && DynamicRowTypes.CanMake(shape))
        {
            return DynamicRowTypes.MakerFor(shape, types);
        }
#endif
        var shown = types.Select(static type => type is { IsValueType: true } ? typeof(Nullable<>).MakeGenericType(type) : type ?? typeof(object)).ToArray();
        return values => WithProperties(shape.Columns, shown, values);
    }

    private static PSObject WithProperties(IReadOnlyList<string> columns, Type[] types, object?[] values)
    {
        var row = new PSObject();
        var properties = row.Properties;
        for (var i = 0; i < values.Length; i++)
        {
            // The names are unique, so PowerShell does not have to check them.
            properties.Add(new RowProperty(columns[i], values[i], types[i]), preValidated: true);
        }

        row.TypeNames.Insert(0, OwoxRow.TypeName);
        return row;
    }
}

/// <summary>
/// Defines how scripts assign to the properties of a row: as for other objects, except that null, also of a database or of a command without
/// output, stays null. Called once for each call site and row type.
/// </summary>
internal sealed class RowBinding(Expression row, OwoxRow value) : DynamicMetaObject(row, BindingRestrictions.Empty, value)
{
    public override DynamicMetaObject BindSetMember(SetMemberBinder binder, DynamicMetaObject value) =>
        value.HasValue && PSValue.Unwrap(value.Value) is null && FieldOf(binder.Name) is { } field ? SetNull(field, value) : binder.FallbackSetMember(this, value);

    private FieldInfo? FieldOf(string name) =>
        LimitType.GetProperty(name, BindingFlags.Public | BindingFlags.Instance | BindingFlags.IgnoreCase) is { } property
            ? LimitType.GetField(RowField.NameOf(property.Name), BindingFlags.NonPublic | BindingFlags.Instance)
            : null;

    private DynamicMetaObject SetNull(FieldInfo field, DynamicMetaObject value)
    {
        var none = Expression.Constant(null, typeof(object));
        var set = Expression.Assign(Expression.Field(Expression.Convert(Expression, LimitType), field), none);
        var onlyHere = BindingRestrictions.GetTypeRestriction(Expression, LimitType).Merge(BindingRestrictions.GetInstanceRestriction(value.Expression, value.Value));
        return new DynamicMetaObject(Expression.Block(typeof(object), set, none), onlyHere);
    }
}

/// <summary>The names of the members of a row type that are not columns.</summary>
internal static class RowField
{
    /// <summary>A private-use character with which these names start. No type is generated for a column that contains it.</summary>
    public const char Mark = '\uE000';

    /// <summary>The name of the field with the value of a column.</summary>
    public static string NameOf(string column) => Mark + column;
}
