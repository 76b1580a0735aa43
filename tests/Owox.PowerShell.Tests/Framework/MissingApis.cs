using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;

namespace Owox.PowerShell.Tests.Framework;

/// <summary>Resolves all references of an assembly and lists those that do not exist.</summary>
internal static class MissingApis
{
    public static IReadOnlyList<string> Of(string path, AssemblySet around, out int lookedUp)
    {
        using var file = new PEReader(new MemoryStream(File.ReadAllBytes(path)));
        var reader = file.GetMetadataReader();
        lookedUp = reader.AssemblyReferences.Count + reader.TypeReferences.Count + reader.MemberReferences.Count;
        return [.. Assemblies(reader, around).Concat(Types(reader, around)).Concat(Members(reader, around)).Order(StringComparer.Ordinal)];
    }

    private static IEnumerable<string> Assemblies(MetadataReader reader, AssemblySet around) => reader.AssemblyReferences
        .Select(handle => reader.GetString(reader.GetAssemblyReference(handle).Name))
        .Where(name => !around.Has(name))
        .Select(static name => $"assembly {name}");

    private static IEnumerable<string> Types(MetadataReader reader, AssemblySet around) => reader.TypeReferences
        .Where(handle => around.Resolve(reader, handle) is null)
        .Select(handle => $"type {SignatureText.NameOf(reader, handle)}");

    private static IEnumerable<string> Members(MetadataReader reader, AssemblySet around)
    {
        foreach (var member in reader.MemberReferences.Select(reader.GetMemberReference))
        {
            // Missing types are already listed, and the runtime creates the methods of arrays.
            if (around.Resolve(reader, member.Parent) is not { } type)
            {
                continue;
            }

            var name = reader.GetString(member.Name);
            var signature = member.GetKind() == MemberReferenceKind.Field
                ? member.DecodeFieldSignature(SignatureText.Instance, null)
                : SignatureText.Of(member.DecodeMethodSignature(SignatureText.Instance, null));
            if (!around.HasMember(type, name, signature))
            {
                yield return $"member {SignatureText.NameOf(type.Reader, type.Handle)}.{name}: {signature}";
            }
        }
    }
}
