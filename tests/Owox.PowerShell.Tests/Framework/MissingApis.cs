using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;

namespace Owox.PowerShell.Tests.Framework;

/// <summary>Resolves all references of an assembly and lists those that do not exist.</summary>
internal static class MissingApis
{
    public static IReadOnlyList<string> Of(string path, AssemblySet references, out int lookedUp)
    {
        using var file = new PEReader(new MemoryStream(File.ReadAllBytes(path)));
        var reader = file.GetMetadataReader();
        lookedUp = reader.AssemblyReferences.Count + reader.TypeReferences.Count + reader.MemberReferences.Count;
        return [.. Assemblies(reader, references).Concat(Types(reader, references)).Concat(Members(reader, references)).Order(StringComparer.Ordinal)];
    }

    private static IEnumerable<string> Assemblies(MetadataReader reader, AssemblySet references) => reader.AssemblyReferences
        .Select(handle => reader.GetString(reader.GetAssemblyReference(handle).Name))
        .Where(name => !references.Has(name))
        .Select(static name => $"assembly {name}");

    private static IEnumerable<string> Types(MetadataReader reader, AssemblySet references) => reader.TypeReferences
        .Where(handle => references.Resolve(reader, handle) is null)
        .Select(handle => $"type {SignatureText.NameOf(reader, handle)}");

    private static IEnumerable<string> Members(MetadataReader reader, AssemblySet references)
    {
        foreach (var member in reader.MemberReferences.Select(reader.GetMemberReference))
        {
            // Missing types are already listed, and the runtime creates the methods of arrays.
            if (references.Resolve(reader, member.Parent) is not { } type)
            {
                continue;
            }

            var name = reader.GetString(member.Name);
            var signature = member.GetKind() == MemberReferenceKind.Field
                ? member.DecodeFieldSignature(SignatureText.Instance, null)
                : SignatureText.Of(member.DecodeMethodSignature(SignatureText.Instance, null));
            if (!references.HasMember(type, name, signature))
            {
                yield return $"member {SignatureText.NameOf(type.Reader, type.Handle)}.{name}: {signature}";
            }
        }
    }
}
