using System;
using System.Globalization;
using System.Linq;

namespace Owox.PowerShell;

/// <summary>A row of a data mart. Each set of columns has a type of its own, made at run time, with a property a column.</summary>
public abstract class OwoxRow : ICloneable
{
    /// <summary>What views know rows by, of a type made for them or not.</summary>
    internal const string TypeName = "Owox.Row";

    /// <summary>A row of its own with the same values: what <c>$row.PSObject.Copy()</c> is made of.</summary>
    object ICloneable.Clone() => MemberwiseClone();

    /// <summary>As PowerShell shows its own objects: <c>@{column=value; …}</c>.</summary>
    public override string ToString() =>
        "@{" + string.Join("; ", GetType().GetProperties().Select(p => string.Format(CultureInfo.InvariantCulture, "{0}={1}", p.Name, p.GetValue(this)))) + "}";
}
