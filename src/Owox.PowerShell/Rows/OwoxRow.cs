using System.Dynamic;
using System.Globalization;
using System.Linq.Expressions;
using Owox.PowerShell.Rows;

namespace Owox.PowerShell;

/// <summary>A row of a data mart. Each set of columns has its own type, created at run time, with one property for each column.</summary>
public abstract class OwoxRow : ICloneable, IDynamicMetaObjectProvider
{
    /// <summary>What views know rows by, of a type made for them or not.</summary>
    internal const string TypeName = "Owox.Row";

    /// <summary>A separate row with the same values. <c>$row.PSObject.Copy()</c> calls this.</summary>
    object ICloneable.Clone() => MemberwiseClone();

    /// <summary>Lets a script assign <c>$null</c> to text: PowerShell itself would make it an empty text.</summary>
    DynamicMetaObject IDynamicMetaObjectProvider.GetMetaObject(Expression parameter) => new RowBinding(parameter, this);

    /// <summary>As PowerShell shows its own objects: <c>@{column=value; …}</c>.</summary>
    public override string ToString() =>
        "@{" + string.Join("; ", GetType().GetProperties().Select(p => string.Format(CultureInfo.InvariantCulture, "{0}={1}", p.Name, p.GetValue(this)))) + "}";
}
