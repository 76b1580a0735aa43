using System.Management.Automation;

namespace Owox.PowerShell.Output;

/// <summary>
/// Reads objects from the pipeline: original objects, deserialized objects from a job or a file, or objects with some of their properties.
/// </summary>
internal static class PipedObject
{
    private static readonly string[] Prefixes = ["Selected.", "Deserialized."];

    /// <summary>Whether the object is of this type or a deserialized copy.</summary>
    public static bool Is<T>(PSObject piped) => piped.BaseObject is T || piped.TypeNames.Any(static name => StripPrefixes(name) == typeof(T).FullName);

    /// <summary>The value of a property as text, or null if the property does not exist or is empty.</summary>
    public static string? Text(PSObject piped, string property) =>
        piped.Properties[property]?.Value?.ToString() is { Length: > 0 } text ? text : null;

    private static string StripPrefixes(string typeName)
    {
        foreach (var prefix in Prefixes)
        {
            if (typeName.StartsWith(prefix, StringComparison.Ordinal))
            {
                return StripPrefixes(typeName.Substring(prefix.Length));
            }
        }

        return typeName;
    }
}
