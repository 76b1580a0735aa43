using System.Management.Automation;
using System.Reflection;
using System.Security;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using Owox.PowerShell.Commands.Base;
using Xunit;

namespace Owox.PowerShell.Tests.Surface;

/// <summary>The public surface of the module, read from its assembly and its files without starting PowerShell.</summary>
public sealed class ModuleSurface
{
    private const int MaxBaseClasses = 3;

    private static readonly Assembly Module = typeof(OwoxCmdletBase).Assembly;

    private static readonly Type[] Commands = Module.GetTypes()
        .Where(static type => Data<CmdletAttribute>(type).Any()).OrderBy(static type => type.Name, StringComparer.Ordinal).ToArray();

    public static TheoryData<string> CommandNames() => new(Commands.Select(static type => type.Name));

    [Fact]
    public void The_manifest_exports_exactly_the_cmdlets()
    {
        var manifest = File.ReadAllText(Path.Combine(Repository.Root, "module", "Owox.psd1"));
        var list = Regex.Match(manifest, @"CmdletsToExport\s*=\s*@\((?<names>[^)]*)\)", RegexOptions.None, TimeSpan.FromSeconds(1)).Groups["names"].Value;
        var exported = Regex.Matches(list, "'(?<name>[^']+)'", RegexOptions.None, TimeSpan.FromSeconds(1)).Select(static m => m.Groups["name"].Value).ToArray();
        Assert.Equal(Commands.Select(Name).Order(StringComparer.Ordinal), exported.Order(StringComparer.Ordinal), StringComparer.Ordinal);
    }

    [Theory]
    [MemberData(nameof(CommandNames))]
    public void A_cmdlet_follows_the_naming_rules(string name)
    {
        var command = Command(name);
        var (verb, noun) = VerbAndNoun(command);
        Assert.Contains(verb, Verbs(), StringComparer.Ordinal);
        Assert.StartsWith("Owox", noun, StringComparison.Ordinal);
        Assert.Equal($"{verb}{noun}Command", command.Name);
        Assert.True(command is { IsPublic: true, IsSealed: true });
        const string Root = "Owox.PowerShell.Commands.";
        Assert.StartsWith(Root, command.Namespace, StringComparison.Ordinal);
        Assert.True(File.Exists(Path.Combine(Repository.Root, "src", "Owox.PowerShell", "Commands", command.Namespace![Root.Length..], command.Name + ".cs")));
    }

    // OwoxCmdletBase, ConnectionCmdletBase and one base class of an area. Cmdlets share other code by composition.
    [Theory]
    [MemberData(nameof(CommandNames))]
    public void A_cmdlet_has_at_most_three_base_classes_of_this_module(string name)
    {
        var bases = BaseClasses(Command(name)).ToArray();
        Assert.True(bases.Length <= MaxBaseClasses, $"{name} <- {string.Join(" <- ", bases.Select(static type => type.Name))}");
        Assert.Equal(typeof(OwoxCmdletBase), bases[^1]);
        Assert.All(bases, static type => Assert.True(type.IsAbstract, type.Name));
    }

    [Theory]
    [MemberData(nameof(CommandNames))]
    public void A_cmdlet_declares_its_output_type(string name) =>
        Assert.NotEmpty(Data<OutputTypeAttribute>(Command(name)));

    [Theory]
    [MemberData(nameof(CommandNames))]
    public void A_parameter_is_public_and_documented_and_a_secret_has_no_position(string name)
    {
        var documented = Documentation();

        // A conversion has one input, which can come from the pipeline.
        var mayTakeSecretByPosition = VerbAndNoun(Command(name)).Verb == "ConvertFrom";
        foreach (var property in Parameters(Command(name)))
        {
            Assert.True(property.SetMethod is { IsPublic: true }, property.Name);
            var declaring = property.DeclaringType!;
            var id = $"P:{(declaring.IsGenericType ? declaring.GetGenericTypeDefinition() : declaring).FullName}.{property.Name}";
            Assert.True(documented.Contains(id), $"{id} has no summary.");
            var isSecret = property.PropertyType == typeof(SecureString) || property.PropertyType == typeof(PSCredential);
            Assert.False(
                isSecret && !mayTakeSecretByPosition && Data<ParameterAttribute>(property).Any(static p => Named(p, nameof(ParameterAttribute.Position)) is not null),
                $"-{property.Name} takes a secret by position.");
        }
    }

    [Theory]
    [MemberData(nameof(CommandNames))]
    public void A_cmdlet_that_changes_something_supports_WhatIf(string name)
    {
        var cmdlet = Data<CmdletAttribute>(Command(name)).Single();
        var (verb, _) = VerbAndNoun(Command(name));
        var reads = verb is "Get" or "Test" or "Find" or "Export" or "Wait" or "ConvertFrom" or "ConvertTo" or "Connect" or "Disconnect" or "New";
        Assert.True(reads || Named(cmdlet, nameof(CmdletAttribute.SupportsShouldProcess)) is true, $"{Name(Command(name))} has no -WhatIf.");
        Assert.True(
            verb is not ("Revoke" or "Remove") || Named(cmdlet, nameof(CmdletAttribute.ConfirmImpact)) is (int)ConfirmImpact.High,
            $"{Name(Command(name))} does not ask by itself.");
    }

    [Fact]
    public void Error_reasons_are_unique_and_equal_their_field_names()
    {
        var reasons = typeof(ErrorReason).GetFields(BindingFlags.Public | BindingFlags.Static);
        Assert.All(reasons, static field => Assert.Equal(field.Name, (string?)field.GetRawConstantValue()));
        Assert.Equal(reasons.Length, reasons.Select(static f => ((string)f.GetRawConstantValue()!).ToUpperInvariant()).Distinct(StringComparer.Ordinal).Count());
    }

    [Fact]
    public void Views_have_at_most_five_columns()
    {
        var views = XDocument.Load(Path.Combine(Repository.Root, "module", "Owox.Format.ps1xml")).Descendants("View").ToArray();
        Assert.NotEmpty(views);
        foreach (var view in views)
        {
            var shown = view.Descendants("TableColumnItem").Concat(view.Descendants("ListItem")).Count();
            Assert.InRange(shown, 1, 5);
            Assert.Equal(view.Descendants("TableColumnHeader").Count(), view.Descendants("TableColumnItem").Count());
            Assert.NotNull(Find(view.Descendants("TypeName").Single().Value));
        }
    }

    [Fact]
    public void Every_type_of_output_has_a_view()
    {
        var viewed = XDocument.Load(Path.Combine(Repository.Root, "module", "Owox.Format.ps1xml")).Descendants("TypeName").Select(static name => name.Value).ToArray();
        var types = Commands.SelectMany(Data<OutputTypeAttribute>)
            .SelectMany(static output => output.ConstructorArguments)
            .SelectMany(static argument => argument.Value as IEnumerable<CustomAttributeTypedArgument> ?? [argument])
            .Select(static argument => argument.Value)
            .OfType<Type>()
            .Where(static type => type.Namespace!.StartsWith("Owox", StringComparison.Ordinal))
            .Distinct();

        // A row has the columns of its query, so it uses the default view of PowerShell, which displays the rows of a reader, too.
        Assert.All(types.Where(static type => type.Name is not ("OwoxRow" or "OwoxDataReader")), type => Assert.Contains(type.FullName!, viewed, StringComparer.Ordinal));
    }

    [Fact]
    public void Views_contain_only_existing_properties()
    {
        foreach (var view in XDocument.Load(Path.Combine(Repository.Root, "module", "Owox.Format.ps1xml")).Descendants("View"))
        {
            var type = Find(view.Descendants("TypeName").Single().Value)!;
            Assert.All(view.Descendants("PropertyName"), name => Assert.NotNull(type.GetProperty(name.Value)));
        }
    }

    [Fact]
    public void Types_contain_only_existing_properties_and_no_secret()
    {
        foreach (var entry in XDocument.Load(Path.Combine(Repository.Root, "module", "Owox.Types.ps1xml")).Root!.Elements("Type"))
        {
            // The types of rows, which have this name, are created at run time.
            var name = entry.Element("Name")!.Value;
            var type = Find(name == "Owox.Row" ? "Owox.PowerShell.OwoxRow" : name);
            Assert.NotNull(type);
            foreach (var property in entry.Descendants("ReferencedProperties").Elements("Name"))
            {
                Assert.NotNull(type.GetProperty(property.Value));
                Assert.NotEqual(typeof(SecureString), type.GetProperty(property.Value)!.PropertyType);
            }

            Assert.All(entry.Descendants("CodeReference"), code => Assert.NotNull(Find(code.Element("TypeName")!.Value)!.GetMethod(code.Element("MethodName")!.Value)));
        }
    }

    // Reads the metadata, because the attributes of the reference assembly have no values.
    private static IEnumerable<CustomAttributeData> Data<T>(MemberInfo member) =>
        member.GetCustomAttributesData().Where(static data => data.AttributeType == typeof(T));

    private static object? Named(CustomAttributeData data, string name) =>
        data.NamedArguments.Where(argument => argument.MemberName == name).Select(static argument => argument.TypedValue.Value).SingleOrDefault();

    private static (string Verb, string Noun) VerbAndNoun(Type command)
    {
        var arguments = Data<CmdletAttribute>(command).Single().ConstructorArguments;
        return ((string)arguments[0].Value!, (string)arguments[1].Value!);
    }

    private static string Name(Type command)
    {
        var (verb, noun) = VerbAndNoun(command);
        return $"{verb}-{noun}";
    }

    private static Type Command(string name) => Commands.Single(type => type.Name == name);

    private static IEnumerable<Type> BaseClasses(Type command)
    {
        for (var type = command.BaseType; type?.Assembly == Module; type = type.BaseType)
        {
            yield return type;
        }
    }

    private static Type? Find(string name) => Module.GetType(name) ?? typeof(OwoxClient).Assembly.GetType(name);

    private static IEnumerable<PropertyInfo> Parameters(Type command) =>
        command.GetProperties(BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance)
            .Where(static property => Data<ParameterAttribute>(property).Any());

    // The approved verbs of PowerShell.
    private static HashSet<string> Verbs() => typeof(VerbsCommon).Assembly.GetTypes()
        .Where(static type => type is { IsPublic: true, Namespace: "System.Management.Automation" } && type.Name.StartsWith("Verbs", StringComparison.Ordinal))
        .SelectMany(static type => type.GetFields(BindingFlags.Public | BindingFlags.Static))
        .Where(static field => field.IsLiteral)
        .Select(static field => (string)field.GetRawConstantValue()!)
        .ToHashSet(StringComparer.Ordinal);

    // The compiler writes the doc comments to a file next to the assembly.
    private static HashSet<string> Documentation()
    {
        var file = Path.ChangeExtension(Module.Location, ".xml");
        Assert.True(File.Exists(file), $"{file} is not there: is GenerateDocumentationFile on?");
        return XDocument.Load(file).Descendants("member")
            .Where(static member => !string.IsNullOrWhiteSpace(member.Element("summary")?.Value))
            .Select(static member => member.Attribute("name")!.Value)
            .ToHashSet(StringComparer.Ordinal);
    }
}
