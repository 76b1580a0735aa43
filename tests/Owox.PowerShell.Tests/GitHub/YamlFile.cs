using YamlDotNet.RepresentationModel;

namespace Owox.PowerShell.Tests.GitHub;

/// <summary>A YAML file of the folder .github.</summary>
internal static class YamlFile
{
    public static string Folder => Path.Combine(Repository.Root, ".github");

    public static YamlMappingNode Read(params string[] place)
    {
        using var reader = File.OpenText(Path.Combine([Folder, .. place]));
        var stream = new YamlStream();
        stream.Load(reader);
        return (YamlMappingNode)stream.Documents.Single().RootNode;
    }

    public static YamlMappingNode Map(this YamlMappingNode node, string key) => (YamlMappingNode)node.Children[key];

    public static IEnumerable<YamlMappingNode> Items(this YamlMappingNode node, string key) => ((YamlSequenceNode)node.Children[key]).Children.Cast<YamlMappingNode>();

    /// <summary>Returns a plain value, or null if the key is missing.</summary>
    public static string? Text(this YamlMappingNode node, string key) => node.Children.TryGetValue(key, out var value) ? ((YamlScalarNode)value).Value : null;

    /// <summary>The keys and plain values of a mapping.</summary>
    public static Dictionary<string, string> Texts(this YamlMappingNode node) =>
        node.Children.ToDictionary(static pair => ((YamlScalarNode)pair.Key).Value!, static pair => ((YamlScalarNode)pair.Value).Value!, StringComparer.Ordinal);
}
