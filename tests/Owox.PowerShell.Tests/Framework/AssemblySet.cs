using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;

namespace Owox.PowerShell.Tests.Framework;

/// <summary>The assemblies that a process would find, by simple name. Types and members are resolved as the runtime does.</summary>
internal sealed class AssemblySet : IDisposable
{
    private readonly Dictionary<string, PEReader> _files = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, Dictionary<string, TypeDefinitionHandle>> _types = new(StringComparer.OrdinalIgnoreCase);

    /// <param name="paths">The paths of the assemblies. If two have the same name, the first one is used.</param>
    public AssemblySet(IEnumerable<string> paths)
    {
        foreach (var path in paths)
        {
            var name = Path.GetFileNameWithoutExtension(path);
            if (!_files.ContainsKey(name))
            {
                _files.Add(name, new PEReader(new MemoryStream(File.ReadAllBytes(path))));
            }
        }
    }

    public bool Has(string assembly) => _files.ContainsKey(assembly);

    /// <summary>Returns a type by name and follows type forwarding, or returns null if the type does not exist.</summary>
    public FoundType? Find(string assembly, string type)
    {
        if (!_files.TryGetValue(assembly, out var file))
        {
            return null;
        }

        var reader = file.GetMetadataReader();
        return TypesOf(assembly, reader).TryGetValue(type, out var handle)
            ? new FoundType(reader, handle)
            : FindForwardedAssembly(reader, type) is { } target && target != assembly ? Find(target, type) : null;
    }

    /// <summary>Whether the type or one of its base types has the member.</summary>
    public bool HasMember(FoundType type, string name, string signature)
    {
        for (FoundType? at = type; at is not null; at = BaseOf(at))
        {
            if (at.Members().Any(m => m.Name == name && m.Signature == signature))
            {
                return true;
            }
        }

        return false;
    }

    public FoundType? Resolve(MetadataReader reader, TypeReferenceHandle handle)
    {
        var name = SignatureText.NameOf(reader, handle);
        var scope = reader.GetTypeReference(handle).ResolutionScope;
        while (scope.Kind == HandleKind.TypeReference)
        {
            scope = reader.GetTypeReference((TypeReferenceHandle)scope).ResolutionScope;
        }

        return scope.Kind == HandleKind.AssemblyReference
            ? Find(reader.GetString(reader.GetAssemblyReference((AssemblyReferenceHandle)scope).Name), name)
            : null;
    }

    /// <summary>Returns the type that contains a member, or null for arrays, whose members the runtime creates.</summary>
    public FoundType? Resolve(MetadataReader reader, EntityHandle handle) => handle.Kind switch
    {
        HandleKind.TypeReference => Resolve(reader, (TypeReferenceHandle)handle),
        HandleKind.TypeDefinition => new FoundType(reader, (TypeDefinitionHandle)handle),
        HandleKind.TypeSpecification => Resolve(reader, GenericType(reader, (TypeSpecificationHandle)handle)),
        _ => null,
    };

    public void Dispose()
    {
        foreach (var file in _files.Values)
        {
            file.Dispose();
        }
    }

    private Dictionary<string, TypeDefinitionHandle> TypesOf(string assembly, MetadataReader reader)
    {
        if (!_types.TryGetValue(assembly, out var types))
        {
            types = new(StringComparer.Ordinal);
            foreach (var handle in reader.TypeDefinitions)
            {
                types.TryAdd(SignatureText.NameOf(reader, handle), handle);
            }

            _types.Add(assembly, types);
        }

        return types;
    }

    // ECMA-335, II.23.2.14: GENERICINST (CLASS | VALUETYPE) type.
    private static EntityHandle GenericType(MetadataReader reader, TypeSpecificationHandle handle)
    {
        var blob = reader.GetBlobReader(reader.GetTypeSpecification(handle).Signature);
        if (blob.ReadSignatureTypeCode() != SignatureTypeCode.GenericTypeInstance)
        {
            return default;
        }

        blob.ReadByte();
        return blob.ReadTypeHandle();
    }

    private static string? FindForwardedAssembly(MetadataReader reader, string type)
    {
        var outer = type.Split('+')[0];
        foreach (var exported in reader.ExportedTypes.Select(reader.GetExportedType).Where(static e => e.IsForwarder))
        {
            if (SignatureText.Full(reader.GetString(exported.Namespace), reader.GetString(exported.Name)) == outer
                && exported.Implementation.Kind == HandleKind.AssemblyReference)
            {
                return reader.GetString(reader.GetAssemblyReference((AssemblyReferenceHandle)exported.Implementation).Name);
            }
        }

        return null;
    }

    private FoundType? BaseOf(FoundType type) =>
        type.Definition.BaseType is { IsNil: false } parent ? Resolve(type.Reader, parent) : null;
}
