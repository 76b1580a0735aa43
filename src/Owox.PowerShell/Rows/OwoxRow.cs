using System.Dynamic;
using System.Linq.Expressions;
using System.Management.Automation;
using Owox.PowerShell.Rows;

namespace Owox.PowerShell;

/// <summary>A row of a data mart. Each set of columns has a separate type, created at run time, with one property for each column.</summary>
public abstract class OwoxRow : ICloneable, IDynamicMetaObjectProvider
{
    /// <summary>The type name of rows for views, with and without a generated type.</summary>
    internal const string TypeName = "Owox.Row";

    /// <summary>Returns a separate row with the same values. <c>$row.PSObject.Copy()</c> calls this method.</summary>
    object ICloneable.Clone() => MemberwiseClone();

    /// <summary>Allows a script to assign <c>$null</c> to a text column. PowerShell would convert it to an empty string.</summary>
    DynamicMetaObject IDynamicMetaObjectProvider.GetMetaObject(Expression parameter) => new RowBinding(parameter, this);

    /// <summary>Returns the text in PowerShell's format for objects: <c>@{column=value; …}</c>.</summary>
    public override string ToString() => RowText.Format(PSObject.AsPSObject(this));
}
