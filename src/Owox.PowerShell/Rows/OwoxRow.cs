using System.Dynamic;
using System.Globalization;
using System.Linq.Expressions;
using Owox.PowerShell.Rows;

namespace Owox.PowerShell;

/// <summary>A row of a data mart. Each set of columns has a type of its own, made at run time, with a property a column.</summary>
public abstract class OwoxRow : ICloneable, IDynamicMetaObjectProvider
{
    /// <summary>What views know rows by, of a type made for them or not.</summary>
    internal const string TypeName = "Owox.Row";

    /// <summary>A row of its own with the same values: what <c>$row.PSObject.Copy()</c> is made of.</summary>
    object ICloneable.Clone() => MemberwiseClone();

    /// <summary>Lets a script assign <c>$null</c> to text: PowerShell itself would make it an empty text.</summary>
    DynamicMetaObject IDynamicMetaObjectProvider.GetMetaObject(Expression parameter) => new RowBinding(parameter, this);

    /// <summary>As PowerShell shows its own objects: <c>@{column=value; …}</c>.</summary>
    public override string ToString() =>
        "@{" + string.Join("; ", GetType().GetProperties().Select(p => string.Format(CultureInfo.InvariantCulture, "{0}={1}", p.Name, p.GetValue(this)))) + "}";
}
