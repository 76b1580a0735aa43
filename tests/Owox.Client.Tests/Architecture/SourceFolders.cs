using System.Text.RegularExpressions;
using ArchUnitNET.Domain;

namespace Owox.Client.Tests.Architecture;

/// <summary>
/// The source folder of each type of the client. The namespace does not determine the folder: all public types are in the
/// namespace Owox, because scripts refer to them by name.
/// </summary>
internal static class SourceFolders
{
    /// <summary>The name of the folder that contains OwoxClient, which may use all other folders.</summary>
    public const string Root = "";

    private static readonly Regex Declaration = new(
        @"^(?:(?:public|internal|static|sealed|abstract|readonly|partial|ref) )*(?:class|record struct|record|struct|interface|enum|delegate [^ ]+) (?<name>\w+)",
        RegexOptions.Multiline | RegexOptions.CultureInvariant,
        TimeSpan.FromSeconds(5));

    private static readonly Dictionary<string, string> Folders = Read();

    /// <summary>The root folder of the repository.</summary>
    public static string Repository { get; } = FindRepository();

    /// <summary>The layers: the folders of the client, such as <c>Http</c>, without their subfolders.</summary>
    public static IEnumerable<string> Layers => Folders.Values.Select(static folder => folder.Split('/')[0]).Distinct(StringComparer.Ordinal);

    /// <summary>The layer of a type, such as <c>Http</c>; null for the types of other assemblies.</summary>
    public static string? LayerOf(IType type) => FolderOf(type)?.Split('/')[0];

    /// <summary>The folder of a type, such as <c>Http/Proxy</c>; null for the types of other assemblies and those that a compiler generates.</summary>
    public static string? FolderOf(IType type)
    {
        var name = type.FullName.StartsWith("Owox.", StringComparison.Ordinal) ? type.FullName.Split('+', '/', '<')[0] : "";
        return Folders.GetValueOrDefault(name.Split('.')[^1].Split('`')[0]);
    }

    private static Dictionary<string, string> Read()
    {
        var client = Path.Combine(FindRepository(), "src", "Owox.Client");
        var folders = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var file in Directory.EnumerateFiles(client, "*.cs", SearchOption.AllDirectories))
        {
            var path = Path.GetRelativePath(client, file).Split(Path.DirectorySeparatorChar);
            if (path[0] is "bin" or "obj")
            {
                continue;
            }

            foreach (Match type in Declaration.Matches(File.ReadAllText(file)))
            {
                folders[type.Groups["name"].Value] = string.Join('/', path[..^1]);
            }
        }

        return folders;
    }

    private static string FindRepository()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder!.FullName, "Owox.slnx")))
        {
            folder = folder.Parent;
        }

        return folder.FullName;
    }
}
