#if NET8_0_OR_GREATER
using System;
using System.Collections.Generic;
using System.Linq;
using System.Reflection;
using System.Reflection.Emit;

namespace Owox.PowerShell.Rows;

/// <summary>
/// Makes a type for each set of columns. Such rows reach the pipeline faster than any PSObject, and later commands read
/// them faster. Types are shared by shape and collected once no row of theirs is left.
/// </summary>
internal static class RowTypes
{
    private const MethodAttributes Accessor = MethodAttributes.Public | MethodAttributes.SpecialName | MethodAttributes.HideBySig;

    // A column of such a name would hide what every object, or the engine, needs.
    private static readonly HashSet<string> Reserved = new(
        typeof(object).GetMethods().Select(static m => m.Name).Concat(["Finalize", "MemberwiseClone", "psobject", "psbase", "psadapted", "psextended", "pstypenames"]),
        StringComparer.OrdinalIgnoreCase);

    private static readonly Dictionary<string, WeakReference<Func<object?[], object>>> Makers = new(StringComparer.Ordinal);

    public static bool CanMake(RowShape shape) =>
        shape.Columns.All(static column => column.IndexOf('\0') < 0 && !Reserved.Contains(column));

    public static Func<object?[], object> MakerFor(RowShape shape)
    {
        var key = string.Concat(shape.Columns.Select(static column => $"{column.Length}:{column}"));
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

            maker = Make(shape.Columns);
            Makers[key] = new WeakReference<Func<object?[], object>>(maker);
            return maker;
        }
    }

    private static Func<object?[], object> Make(IReadOnlyList<string> columns)
    {
        var assembly = AssemblyBuilder.DefineDynamicAssembly(new AssemblyName("Owox.Rows"), AssemblyBuilderAccess.RunAndCollect);
        var type = assembly.DefineDynamicModule("Rows").DefineType(OwoxRow.TypeName, TypeAttributes.Public | TypeAttributes.Sealed, typeof(OwoxRow));
        var fields = columns.Select((column, i) => DefineColumn(type, column, $"_{i}")).ToArray();
        DefineCreate(type, fields, type.DefineDefaultConstructor(MethodAttributes.Public));
        return type.CreateType().GetMethod("Create")!.CreateDelegate<Func<object?[], object>>();
    }

    private static FieldBuilder DefineColumn(TypeBuilder type, string column, string fieldName)
    {
        var field = type.DefineField(fieldName, typeof(object), FieldAttributes.Private);
        var property = type.DefineProperty(column, PropertyAttributes.None, typeof(object), parameterTypes: null);

        var get = type.DefineMethod("get_" + column, Accessor, typeof(object), Type.EmptyTypes);
        var il = get.GetILGenerator();
        il.Emit(OpCodes.Ldarg_0);
        il.Emit(OpCodes.Ldfld, field);
        il.Emit(OpCodes.Ret);
        property.SetGetMethod(get);

        var set = type.DefineMethod("set_" + column, Accessor, returnType: null, [typeof(object)]);
        il = set.GetILGenerator();
        il.Emit(OpCodes.Ldarg_0);
        il.Emit(OpCodes.Ldarg_1);
        il.Emit(OpCodes.Stfld, field);
        il.Emit(OpCodes.Ret);
        property.SetSetMethod(set);
        return field;
    }

    private static void DefineCreate(TypeBuilder type, FieldBuilder[] fields, ConstructorBuilder constructor)
    {
        var create = type.DefineMethod("Create", MethodAttributes.Public | MethodAttributes.Static, typeof(object), [typeof(object[])]);
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
