using Owox.Text;

namespace Owox.PowerShell.Secrets.Sources;

/// <summary>
/// Finds an API key in the variables of one source: the whole value, or else its three parts. Parts of different sources are
/// never combined, because the secret of one would be sent to the origin of the other.
/// </summary>
/// <param name="source">The source, for messages.</param>
/// <param name="read">Reads a variable; null where it is not set.</param>
internal sealed class ApiKeyEnvironment(string source, Func<string, string?> read)
{
    public const string Key = "OWOX_API_KEY";
    public const string Origin = "OWOX_API_ORIGIN";
    public const string KeyId = "OWOX_API_KEY_ID";
    public const string KeySecret = "OWOX_API_KEY_SECRET";

    private static readonly (string Name, string What)[] Parts = [(KeyId, "API key ID"), (KeySecret, "secret"), (Origin, "origin")];

    public static ApiKeyEnvironment OfProcess { get; } = new("the environment", Environment.GetEnvironmentVariable);

    /// <summary>The names of the variables that are set and not empty.</summary>
    public IReadOnlyList<string> Present => [.. new[] { Key, Origin, KeyId, KeySecret }.Where(name => Value(name) is not null)];

    public static ApiKeyEnvironment OfFile(string path, IReadOnlyDictionary<string, string> values) =>
        new($"the environment file '{path}'", name => values.TryGetValue(name, out var value) ? value : null);

    /// <summary>The key, or null when the variables hold none.</summary>
    /// <param name="allowUnencrypted">Takes an http origin.</param>
    /// <param name="note">Is told which variables are ignored.</param>
    public ApiKey? Find(bool allowUnencrypted, Action<string> note)
    {
        var present = Present;
        if (Value(Key) is { } key)
        {
            if (present.Count > 1)
            {
                note($"{char.ToUpperInvariant(source[0])}{source.Substring(1)} has {Key}, so {string.Join(", ", present.Skip(1))} of it {(present.Count > 2 ? "are" : "is")} ignored.");
            }

            return ApiKey.Parse(key, allowUnencrypted);
        }

        if (present.Count == 0)
        {
            return null;
        }

        return Parts.FirstOrDefault(part => Value(part.Name) is null) is { Name: not null } missing
            ? throw new OwoxConfigurationException(
                ErrorReason.ApiKeyMalformed,
                $"The API key of {source} is not complete: it has no {missing.What}, because {missing.Name} is missing or empty. {Origin}, {KeyId} and {KeySecret} must all come from {source}.")
            : ApiKey.FromParts(Value(Origin), Value(KeyId), Value(KeySecret), allowUnencrypted);
    }

    // A variable that is set to nothing, or to quotation marks, says nothing.
    private string? Value(string name) => read(name) is { } value && CopiedKeyCleaner.Trim(value).Length > 0 ? value : null;
}
