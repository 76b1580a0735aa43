namespace Owox.Coverage;

/// <summary>The operations of one version of the server.</summary>
public sealed class VersionedOperations(string version, IReadOnlyList<Operation> operations)
{
    public string Version { get; } = version;

    public IReadOnlyList<Operation> All { get; } = operations;

    /// <summary>The operations that accept an API key.</summary>
    public IReadOnlyList<Operation> Keyed { get; } = [.. operations.Where(static operation => operation.Access == Access.ApiKey)];

    public IReadOnlySet<string> Names { get; } = operations.Select(static operation => operation.Name).ToHashSet(StringComparer.Ordinal);

    /// <summary>Reads the versions whose descriptions are in the repository, oldest first.</summary>
    public static IReadOnlyList<VersionedOperations> ReadAll(string repository) =>
        [.. OpenApiFile.Versions.Select(version => new VersionedOperations(version, OpenApiFile.Read(OpenApiFile.PathFor(repository, version))))];
}
