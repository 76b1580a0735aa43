namespace Owox;

/// <summary>An object inside a row: names and values in the server's order.</summary>
public sealed class NestedObject : List<KeyValuePair<string, object?>>;
