namespace Owox.Help;

/// <summary>A parameter as documented on a page.</summary>
internal sealed class HelpParameter
{
    private HelpParameter(string name, string description, string yaml)
    {
        Name = name;
        Description = description;
        Type = Yaml.Value(yaml, "Type") ?? "";
        DefaultValue = Yaml.Value(yaml, "DefaultValue") ?? "";
        SupportsWildcards = Yaml.IsTrue(yaml, "SupportsWildcards");
        Aliases = Yaml.List(yaml, "Aliases");
        AcceptedValues = Yaml.List(yaml, "AcceptedValues");
        IsRequired = Yaml.IsTrue(yaml, "IsRequired");
        Position = Yaml.Value(yaml, "Position") ?? "Named";
        PipelineInput = (Yaml.IsTrue(yaml, "ValueFromPipeline"), Yaml.IsTrue(yaml, "ValueFromPipelineByPropertyName")) switch
        {
            (true, true) => "true (ByValue, ByPropertyName)",
            (true, false) => "true (ByValue)",
            (false, true) => "true (ByPropertyName)",
            _ => "false",
        };
    }

    public string Name { get; }

    public string Description { get; }

    public string Type { get; }

    public string DefaultValue { get; }

    public bool SupportsWildcards { get; }

    public string[] Aliases { get; }

    public string[] AcceptedValues { get; }

    /// <summary>Whether the first parameter set of the page requires it.</summary>
    public bool IsRequired { get; }

    public string Position { get; }

    public string PipelineInput { get; }

    public static HelpParameter? Parse(Section section)
    {
        var match = Pattern.Of(@"(?s)\A(?<text>.*)```yaml\n(?<yaml>.*?)\n```").Match(section.Text);
        return match.Success
            ? new HelpParameter(section.Heading.TrimStart('-'), match.Groups["text"].Value.Trim(), match.Groups["yaml"].Value)
            : null;
    }
}
