using Markdig;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace Owox.Sandbox.Http;

/// <summary>Renders Markdown without the styles of the server. As on the server, HTML in the text is removed.</summary>
internal static class MarkdownText
{
    private static readonly MarkdownPipeline Pipeline = new MarkdownPipelineBuilder().UsePipeTables().Build();

    public static string ToHtml(string markdown)
    {
        var document = Markdown.Parse(markdown, Pipeline);
        document.Descendants<HtmlBlock>().ToList().ForEach(static block => block.Parent!.Remove(block));
        document.Descendants<HtmlInline>().ToList().ForEach(static inline => inline.Remove());
        return $"<div class=\"markdown-body\">{document.ToHtml(Pipeline).TrimEnd()}</div>";
    }
}
