namespace Owox.Help;

/// <summary>Reads the YAML that the pages contain: plain values and lists of plain values.</summary>
internal static class Yaml
{
    public static string? Value(string yaml, string name)
    {
        var match = Pattern.Of($"^ *{name}: (?<value>.*)$").Match(yaml);
        return match.Success ? match.Groups["value"].Value.Trim('\'') : null;
    }

    public static bool IsTrue(string yaml, string name) => Value(yaml, name) == "true";

    public static string[] List(string yaml, string name)
    {
        var match = Pattern.Of($"^{name}:(?<items>(\n- .*)+)").Match(yaml);
        return [.. match.Groups["items"].Value.Split("\n- ", StringSplitOptions.RemoveEmptyEntries).Select(static item => item.Trim('\''))];
    }
}
