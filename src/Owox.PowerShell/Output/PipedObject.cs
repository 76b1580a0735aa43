using System.Management.Automation;

namespace Owox.PowerShell.Output;

/// <summary>Looks at what came through the pipeline, live, out of a job or a file, or with some of its properties only.</summary>
internal static class PipedObject
{
    private static readonly string[] Prefixes = ["Selected.", "Deserialized."];

    /// <summary>Whether it is one, or a copy of one.</summary>
    public static bool Is<T>(PSObject piped) => piped.BaseObject is T || piped.TypeNames.Any(static name => Bare(name) == typeof(T).FullName);

    /// <summary>The property's text; null where it has no such property, or nothing in it.</summary>
    public static string? Text(PSObject piped, string property) =>
        piped.Properties[property]?.Value?.ToString() is { Length: > 0 } text ? text : null;

    private static string Bare(string typeName)
    {
        foreach (var prefix in Prefixes)
        {
            if (typeName.StartsWith(prefix, StringComparison.Ordinal))
            {
                return Bare(typeName.Substring(prefix.Length));
            }
        }

        return typeName;
    }
}
