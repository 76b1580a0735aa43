namespace Owox.PowerShell.Completion;

/// <summary>One thing that can be completed.</summary>
/// <param name="Text">What is put into the line, quotes included.</param>
/// <param name="Label">What the list shows; what is typed is looked for in it.</param>
internal sealed record CompletionItem(string Text, string Label)
{
    /// <summary>What else may be typed for it: an ID.</summary>
    public string? AlsoKnownAs { get; init; }

    /// <summary>What the list tells of it.</summary>
    public string? ToolTip { get; init; }

    /// <summary>A name, which is put into the line as it is.</summary>
    public static CompletionItem Create(string name, string? about = null) => new(CompletionQuoting.Argument(name), name) { ToolTip = about };

    /// <summary>A thing that is chosen by its title and goes into the line as its ID.</summary>
    public static CompletionItem ById(string id, string title, string? about) => new(CompletionQuoting.Argument(id), title) { AlsoKnownAs = id, ToolTip = about };
}
