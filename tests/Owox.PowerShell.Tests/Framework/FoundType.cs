using System.Reflection.Metadata;

namespace Owox.PowerShell.Tests.Framework;

/// <summary>A type definition and the metadata that contains it.</summary>
internal sealed record FoundType(MetadataReader Reader, TypeDefinitionHandle Handle)
{
    public TypeDefinition Definition => Reader.GetTypeDefinition(Handle);

    public IEnumerable<(string Name, string Signature)> Members()
    {
        foreach (var handle in Definition.GetMethods())
        {
            var method = Reader.GetMethodDefinition(handle);
            yield return (Reader.GetString(method.Name), SignatureText.Of(method.DecodeSignature(SignatureText.Instance, null)));
        }

        foreach (var handle in Definition.GetFields())
        {
            var field = Reader.GetFieldDefinition(handle);
            yield return (Reader.GetString(field.Name), field.DecodeSignature(SignatureText.Instance, null));
        }
    }
}
