namespace Owox.Sandbox.Tests;

/// <summary>Headers by case-insensitive name.</summary>
internal sealed class HeaderSet : Dictionary<string, string>
{
    public HeaderSet()
        : base(StringComparer.OrdinalIgnoreCase)
    {
    }

    public string? Find(string name) => TryGetValue(name, out var value) ? value : null;
}
