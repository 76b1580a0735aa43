using System.Globalization;
using System.Management.Automation;
using System.Reflection;

namespace Owox.PowerShell.Tests.Docs;

/// <summary>A cmdlet as declared in the built assembly. Attributes are read as metadata, because those of the reference assembly have no code.</summary>
internal sealed class CmdletSurface
{
    private static readonly CmdletSurface[] Cmdlets = typeof(OwoxConnection).Assembly.GetTypes()
        .Where(static type => !type.IsAbstract && Find<CmdletAttribute>(type) is not null)
        .Select(static type => new CmdletSurface(type))
        .ToArray();

    private CmdletSurface(Type type)
    {
        var cmdlet = Find<CmdletAttribute>(type)!;
        Name = $"{cmdlet.ConstructorArguments[0].Value}-{cmdlet.ConstructorArguments[1].Value}";
        DefaultSet = Named(cmdlet, nameof(CmdletAttribute.DefaultParameterSetName)) as string;
        Outputs = All<OutputTypeAttribute>(type).SelectMany(static a => Values<Type>(a.ConstructorArguments[0])).Select(static t => t.ToString()).ToArray();
        var shown = type.GetProperties().Where(static p => Find<ParameterAttribute>(p) is { } parameter && Named(parameter, nameof(ParameterAttribute.DontShow)) is not true).ToArray();
        Allowed = shown.ToDictionary(static p => p.Name, static p => AllowedValues(p).Concat(RangeLimits(p)).ToArray(), StringComparer.Ordinal);
        Parameters =
        [
            .. shown.Select(static p => Declared(p)),
            .. CommonParameters(cmdlet, nameof(CmdletAttribute.SupportsShouldProcess), ("WhatIf", typeof(SwitchParameter), "wi"), ("Confirm", typeof(SwitchParameter), "cf")),
        ];
    }

    /// <summary>The allowed values by parameter name: the values of a set or an enumeration, and the bounds of a range.</summary>
    public IReadOnlyDictionary<string, string[]> Allowed { get; }

    public static IReadOnlyDictionary<string, CmdletSurface> ByName { get; } = Cmdlets.ToDictionary(static c => c.Name, StringComparer.Ordinal);

    public string Name { get; }

    public string? DefaultSet { get; }

    public string[] Outputs { get; }

    public DocumentedParameter[] Parameters { get; }

    /// <summary>The names of the parameter sets. If there is only one, it has a default name.</summary>
    public string[] Sets => Parameters.SelectMany(static p => p.Sets).Select(static s => s.Name).Where(static n => n != ParameterSet.All)
        .Append(DefaultSet ?? "__AllParameterSets").Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToArray();

    /// <summary>The names of the parameters that belong to a set.</summary>
    public string[] ParametersOf(string set) =>
        Parameters.Where(p => p.Sets.Any(s => s.Name == set || s.Name == ParameterSet.All)).Select(static p => p.Name).Order(StringComparer.Ordinal).ToArray();

    private static DocumentedParameter Declared(PropertyInfo property) => new(
        property.Name,
        property.PropertyType.ToString(),
        All<AliasAttribute>(property).SelectMany(static a => Values<string>(a.ConstructorArguments[0])).ToArray(),
        Find<SupportsWildcardsAttribute>(property) is not null,
        All<ParameterAttribute>(property).Select(static a => new ParameterSet(
            Named(a, nameof(ParameterAttribute.ParameterSetName)) as string ?? ParameterSet.All,
            Named(a, nameof(ParameterAttribute.Position)) is int position ? position.ToString(CultureInfo.InvariantCulture) : "Named",
            Named(a, nameof(ParameterAttribute.Mandatory)) is true,
            Named(a, nameof(ParameterAttribute.ValueFromPipeline)) is true,
            Named(a, nameof(ParameterAttribute.ValueFromPipelineByPropertyName)) is true)).OrderBy(static s => s.Name, StringComparer.Ordinal).ToArray());

    private static IEnumerable<DocumentedParameter> CommonParameters(CustomAttributeData cmdlet, string support, params (string Name, Type Type, string? Alias)[] parameters) =>
        Named(cmdlet, support) is true
            ? parameters.Select(static p => new DocumentedParameter(
                p.Name, p.Type.ToString(), p.Alias is null ? [] : [p.Alias], SupportsWildcards: false, [new(ParameterSet.All, "Named", false, false, false)]))
            : [];

    private static IEnumerable<string> AllowedValues(PropertyInfo property)
    {
        var type = property.PropertyType.GetElementType() ?? Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType;
        return All<ValidateSetAttribute>(property).SelectMany(static a => Values<string>(a.ConstructorArguments[0])).Concat(type.IsEnum ? Enum.GetNames(type) : []);
    }

    private static IEnumerable<string> RangeLimits(PropertyInfo property) => Declarations(property)
        .Where(static a => a.AttributeType.Name == "NumberRangeAttribute").SelectMany(static a => a.ConstructorArguments).Select(static a => Convert.ToInt64(a.Value, CultureInfo.InvariantCulture))
        .Where(static end => end is not (int.MaxValue or long.MaxValue)).Select(static end => end.ToString("N0", CultureInfo.InvariantCulture));

    private static IEnumerable<CustomAttributeData> All<T>(MemberInfo member) => Declarations(member).Where(static a => a.AttributeType == typeof(T));

    private static IEnumerable<CustomAttributeData> Declarations(MemberInfo member)
    {
        // The attributes of an inherited property are available only from the declaring type.
        var declared = member is PropertyInfo p ? p.DeclaringType!.GetProperty(p.Name)! : member;
        return declared.GetCustomAttributesData();
    }

    private static CustomAttributeData? Find<T>(MemberInfo member) => All<T>(member).FirstOrDefault();

    private static object? Named(CustomAttributeData attribute, string name) =>
        attribute.NamedArguments.Where(a => a.MemberName == name).Select(static a => a.TypedValue.Value).FirstOrDefault();

    private static IEnumerable<T> Values<T>(CustomAttributeTypedArgument argument) =>
        ((IEnumerable<CustomAttributeTypedArgument>)argument.Value!).Select(static a => (T)a.Value!);
}
