using System.Dynamic;
using System.Linq.Expressions;
using System.Reflection;

namespace Owox.PowerShell.Rows;

/// <summary>
/// How scripts assign to the properties of a row: as to those of other objects, but <c>$null</c> stays null in a text column.
/// Runs once for each place in a script and type of row.
/// </summary>
internal sealed class RowBinding(Expression row, OwoxRow value) : DynamicMetaObject(row, BindingRestrictions.Empty, value)
{
    public override DynamicMetaObject BindSetMember(SetMemberBinder binder, DynamicMetaObject value) =>
        value is { HasValue: true, Value: null } && FieldOf(binder.Name) is { } field ? SetNull(field, value) : binder.FallbackSetMember(this, value);

    private FieldInfo? FieldOf(string name) =>
        LimitType.GetProperty(name, BindingFlags.Public | BindingFlags.Instance | BindingFlags.IgnoreCase) is { } property && property.PropertyType == typeof(string)
            ? LimitType.GetField(RowField.NameOf(property.Name), BindingFlags.NonPublic | BindingFlags.Instance)
            : null;

    private DynamicMetaObject SetNull(FieldInfo field, DynamicMetaObject value)
    {
        var none = Expression.Constant(null, typeof(object));
        var set = Expression.Assign(Expression.Field(Expression.Convert(Expression, LimitType), field), none);
        var onlyHere = BindingRestrictions.GetTypeRestriction(Expression, LimitType).Merge(BindingRestrictions.GetInstanceRestriction(value.Expression, null));
        return new DynamicMetaObject(Expression.Block(typeof(object), set, none), onlyHere);
    }
}
