using System;
using System.Collections;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Management.Automation;
using System.Text;
using Owox.PowerShell.Api;

namespace Owox.PowerShell.Commands;

/// <summary>Turns Markdown into HTML as OWOX shows it: the server does it, and drops scripts and other HTML.</summary>
[Cmdlet(VerbsData.ConvertTo, "OwoxHtml", DefaultParameterSetName = TextSet)]
[OutputType(typeof(string))]
public sealed class ConvertToOwoxHtmlCommand : ConnectedCommand
{
    private const string TextSet = "Text";
    private const string PathSet = "Path";
    private const string LiteralPathSet = "LiteralPath";
    private const string Route = "/api/markdown/parse-to-html";

    // What the server takes in one request.
    private const int MaxBody = 2 * 1024 * 1024;

    private readonly List<string> _lines = [];

    /// <summary>The Markdown. Lines that come down the pipeline are one text.</summary>
    [Parameter(ParameterSetName = TextSet, Mandatory = true, Position = 0, ValueFromPipeline = true)]
    [AllowEmptyString]
    [AllowEmptyCollection]
    public string[] Markdown { get; set; } = [];

    /// <summary>Files of Markdown, in UTF-8, each a text of its own. Wildcards find several.</summary>
    [Parameter(ParameterSetName = PathSet, Mandatory = true)]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    public string[] Path { get; set; } = [];

    /// <summary>The same, names taken as they are: brackets are no wildcards.</summary>
    [Parameter(ParameterSetName = LiteralPathSet, Mandatory = true, ValueFromPipelineByPropertyName = true)]
    [Alias("PSPath")]
    [ValidateNotNullOrEmpty]
    public string[] LiteralPath { get; set; } = [];

    protected override void ProcessRecord()
    {
        _lines.AddRange(Markdown);
        foreach (var path in Path.Concat(LiteralPath))
        {
            OrReport(path, () => Files(path));
        }
    }

    protected override void EndProcessing()
    {
        if (ParameterSetName == TextSet)
        {
            OrTerminate(target: null, () => Convert(string.Join("\n", _lines)));
        }
    }

    private void Files(string path)
    {
        foreach (var file in Resolve(path))
        {
            Convert(Read(file));
        }
    }

    private IEnumerable<string> Resolve(string path)
    {
        try
        {
            return ParameterSetName == PathSet
                ? SessionState.Path.GetResolvedProviderPathFromPSPath(path, out _)
                : [SessionState.Path.GetUnresolvedProviderPathFromPSPath(path)];
        }
        catch (Exception e) when (e is ItemNotFoundException or System.Management.Automation.DriveNotFoundException or ProviderNotFoundException or PSArgumentException or NotSupportedException)
        {
            throw NotRead(path, e);
        }
    }

    private static string Read(string path)
    {
        try
        {
            return File.ReadAllText(path, Encoding.UTF8);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or NotSupportedException)
        {
            throw NotRead(path, e);
        }
    }

    private static OwoxFileException NotRead(string path, Exception inner) => new(
        ErrorReason.FileNotRead,
        $"The file '{path}' was not read: {inner.Message.TrimEnd('.')}. Check the path, and that this account may read the file.",
        path,
        inner);

    private void Convert(string markdown)
    {
        var body = BodyJson.Of(new Hashtable { ["markdown"] = markdown });
        if (body.Length > MaxBody)
        {
            throw BodyJson.Invalid($"as JSON it has {body.Length} bytes, and the server takes {MaxBody}");
        }

        var call = ApiCall.Create("POST", Route, json: body, accept: "text/html");
        var answer = Call((client, stop) => client.Api.SendAsync(call, stop));
        WriteObject(answer.ContentType is "text/html"
            ? answer.ReadText()
            : throw answer.Unusable($"its content type is '{answer.ContentType ?? "none"}', not text/html"));
    }
}
