using Owox.Redaction;

namespace Owox.PowerShell.Connections;

/// <summary>The variable that makes each connection read-only.</summary>
internal static class ReadOnlyVariable
{
    public const string Name = "OWOX_READ_ONLY";

    /// <summary>The source in which the variable is true, for messages, or null if it is false or missing in each source.</summary>
    /// <param name="file">The variables of an environment file.</param>
    /// <exception cref="OwoxConfigurationException">The variable has another value.</exception>
    public static string? Source(IReadOnlyDictionary<string, string> file)
    {
        // Both are read, so that an invalid value is always reported.
        var inProcess = IsTrue(Environment.GetEnvironmentVariable(Name), "the environment");
        var inFile = IsTrue(file.TryGetValue(Name, out var value) ? value : null, "the environment file");
        return inProcess ? "the environment" : inFile ? "the environment file" : null;
    }

    // An unknown value could mean yes, so it is not ignored.
    private static bool IsTrue(string? value, string source) => value?.Trim().ToUpperInvariant() switch
    {
        null or "" or "0" or "FALSE" => false,
        "1" or "TRUE" => true,
        _ => throw new OwoxConfigurationException(
            ErrorReason.VariableInvalid,
            $"The variable {Name} of {source} is '{ServerTextSanitizer.Sanitize(value, [], 50)}'. Use 1 or true for read-only connections, or 0 or false."),
    };
}
