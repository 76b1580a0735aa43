#if NET8_0_OR_GREATER
using System.Reflection;
using System.Reflection.Emit;

namespace Owox.PowerShell.Rows;

/// <summary>
/// Creates a type for each set of columns. Rows of such a type are passed through the pipeline faster than PSObjects, and later commands read
/// them faster. Rows with the same columns share a type, which is collected when no row uses it.
/// </summary>
internal static class DynamicRowTypes
{
    private const string Create = "\uE000Create";

    private const MethodAttributes Accessor = MethodAttributes.Public | MethodAttributes.SpecialName | MethodAttributes.HideBySig;

    // A column with such a name would hide a member of every row, or be hidden by it.
    private static readonly HashSet<string> Members = new(
        typeof(OwoxRow).GetInterfaces().Append(typeof(OwoxRow))
            .SelectMany(static type => type.GetMembers(BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.FlattenHierarchy))
            .Select(static member => member.Name.Substring(member.Name.LastIndexOf('.') + 1))
            .Append("PSStandardMembers"), // in the type data of rows
        StringComparer.OrdinalIgnoreCase);

    private static readonly Dictionary<string, WeakReference<Func<object?[], object>>> Makers = new(StringComparer.Ordinal);

    public static bool CanMake(RowSchema shape) =>
        shape.Columns.All(static column => column.IndexOfAny(['\0', RowField.Mark]) < 0 && !Members.Contains(column));

    /// <summary>Returns the function that creates a row from its values.</summary>
    /// <param name="shape">The columns.</param>
    /// <param name="types">The types of the values, which are null or exactly of this type; null for a column with values of any type.</param>
    public static Func<object?[], object> MakerFor(RowSchema shape, IReadOnlyList<Type?> types)
    {
        var key = string.Concat(shape.Columns.Zip(types, static (column, type) => $"{column.Length}:{column}{type?.Name};"));
        lock (Makers)
        {
            if (Makers.TryGetValue(key, out var known) && known.TryGetTarget(out var maker))
            {
                return maker;
            }

            foreach (var gone in Makers.Where(static entry => !entry.Value.TryGetTarget(out _)).Select(static entry => entry.Key).ToArray())
            {
                Makers.Remove(gone);
            }

            maker = Make(shape.Columns, types);
            Makers[key] = new WeakReference<Func<object?[], object>>(maker);
            return maker;
        }
    }

    private static Func<object?[], object> Make(IReadOnlyList<string> columns, IReadOnlyList<Type?> types)
    {
        var assembly = AssemblyBuilder.DefineDynamicAssembly(new AssemblyName("Owox.Rows"), AssemblyBuilderAccess.RunAndCollect);
        var type = assembly.DefineDynamicModule("Rows").DefineType(OwoxRow.TypeName, TypeAttributes.Public | TypeAttributes.Sealed, typeof(OwoxRow));
        var fields = columns.Select((column, i) => DefineColumn(type, column, types[i], i)).ToArray();
        DefineCreate(type, fields, type.DefineDefaultConstructor(MethodAttributes.Public));
        return type.CreateType().GetMethod(Create)!.CreateDelegate<Func<object?[], object>>();
    }

    // The value is boxed when it is created, so the field stores it as an object.
    private static FieldBuilder DefineColumn(TypeBuilder type, string column, Type? valueType, int index)
    {
        var shown = valueType is { IsValueType: true } ? typeof(Nullable<>).MakeGenericType(valueType) : valueType ?? typeof(object);
        var field = type.DefineField(RowField.NameOf(column), typeof(object), FieldAttributes.Private);
        var property = type.DefineProperty(column, PropertyAttributes.None, shown, parameterTypes: null);

        var get = type.DefineMethod($"{RowField.Mark}get{index}", Accessor, shown, Type.EmptyTypes);
        var il = get.GetILGenerator();
        il.Emit(OpCodes.Ldarg_0);
        il.Emit(OpCodes.Ldfld, field);
        il.Emit(OpCodes.Unbox_Any, shown);
        il.Emit(OpCodes.Ret);
        property.SetGetMethod(get);

        var set = type.DefineMethod($"{RowField.Mark}set{index}", Accessor, returnType: null, [shown]);
        il = set.GetILGenerator();
        il.Emit(OpCodes.Ldarg_0);
        il.Emit(OpCodes.Ldarg_1);
        il.Emit(OpCodes.Box, shown);
        il.Emit(OpCodes.Stfld, field);
        il.Emit(OpCodes.Ret);
        property.SetSetMethod(set);
        return field;
    }

    private static void DefineCreate(TypeBuilder type, FieldBuilder[] fields, ConstructorBuilder constructor)
    {
        var create = type.DefineMethod(Create, MethodAttributes.Public | MethodAttributes.Static, typeof(object), [typeof(object[])]);
        var il = create.GetILGenerator();
        il.Emit(OpCodes.Newobj, constructor);
        for (var i = 0; i < fields.Length; i++)
        {
            il.Emit(OpCodes.Dup);
            il.Emit(OpCodes.Ldarg_0);
            il.Emit(OpCodes.Ldc_I4, i);
            il.Emit(OpCodes.Ldelem_Ref);
            il.Emit(OpCodes.Stfld, fields[i]);
        }

        il.Emit(OpCodes.Ret);
    }
}
#endif
