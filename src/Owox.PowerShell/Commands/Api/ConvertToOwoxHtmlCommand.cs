using System.Collections;
using System.Management.Automation;
using Owox.PowerShell.Api;
using Owox.PowerShell.Binding;
using Owox.Redaction;
using Owox.Text;

namespace Owox.PowerShell.Commands.Api;

/// <summary>Converts Markdown to HTML as OWOX displays it. The server converts it and removes scripts and other HTML.</summary>
[Cmdlet(VerbsData.ConvertTo, "OwoxHtml", DefaultParameterSetName = TextSet)]
[OutputType(typeof(string))]
public sealed class ConvertToOwoxHtmlCommand : ConnectionCmdletBase
{
    private const string TextSet = "Text";
    private const string PathSet = "Path";
    private const string LiteralPathSet = "LiteralPath";
    private const string Route = "/api/markdown/parse-to-html";

    // The maximum size of a request.
    private const int MaxBody = 2 * 1024 * 1024;

    private readonly List<string> _lines = [];

    /// <summary>The Markdown. Lines from the pipeline are combined to one text.</summary>
    [Parameter(ParameterSetName = TextSet, Mandatory = true, Position = 0, ValueFromPipeline = true)]
    [AllowEmptyString]
    [AllowEmptyCollection]
    public string[] Markdown { get; set => Bind(ref field, value); } = [];

    /// <summary>Markdown files in UTF-8. Each is converted separately. Wildcards select several files.</summary>
    [Parameter(ParameterSetName = PathSet, Mandatory = true)]
    [SingleValue(IsPath = true)]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    public string[] Path { get; set => Bind(ref field, value); } = [];

    /// <summary>Markdown files in UTF-8. Each is converted separately. Brackets are not wildcards.</summary>
    [Parameter(ParameterSetName = LiteralPathSet, Mandatory = true, ValueFromPipelineByPropertyName = true)]
    [Alias("PSPath")]
    [SingleValue(IsPath = true)]
    [ValidateNotNullOrEmpty]
    public string[] LiteralPath { get; set => Bind(ref field, value); } = [];

    /// <summary>
    /// Not a parameter of this cmdlet: -Markdown accepts all text. With a second parameter for any input, PowerShell would bind files as
    /// text.
    /// </summary>
    public override object? WithoutUse { get; set; }

    // The engine's own error for such input would refer to it, and it can be a key.
    private protected override void Prepare()
    {
        var given = new[] { nameof(Path), nameof(LiteralPath) }.FirstOrDefault(MyInvocation.BoundParameters.ContainsKey);
        if (MyInvocation.ExpectingInput && given is not null)
        {
            InvokeTerminating(target: null, () => throw new OwoxConfigurationException(
                ErrorReason.UnexpectedArgument,
                $"{MyInvocation.MyCommand.Name} does not accept pipeline input together with -{given}. Nothing was sent. Omit -{given} or the input."));
        }
    }

    private protected override void ProcessInput()
    {
        _lines.AddRange(Markdown);
        foreach (var path in Path.Concat(LiteralPath))
        {
            InvokeNonTerminating(path, () => Files(path));
        }
    }

    private protected override void Complete()
    {
        if (ParameterSetName == TextSet)
        {
            InvokeTerminating(target: null, () => Convert(string.Join("\n", _lines)));
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
        OwoxFileException Invalid(string why) => NotRead(path, why, inner: null);
        return ParameterSetName == PathSet ? InputFile.ResolveAll(this, path, Invalid) : [InputFile.Resolve(this, path, Invalid)];
    }

    private static string Read(string path)
    {
        try
        {
            return TextFile.Decode(File.ReadAllBytes(path));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or NotSupportedException)
        {
            throw NotRead(path, ServerTextSanitizer.FromException(e), e);
        }
    }

    private static OwoxFileException NotRead(string path, string why, Exception? inner) => new(
        ErrorReason.FileReadFailed,
        $"The file '{path}' could not be read: {why}. Check the path, and that this account has permission to read the file.",
        path,
        inner);

    private void Convert(string markdown)
    {
        var body = RequestBody.Serialize(new Hashtable { ["markdown"] = markdown });
        if (body.Length > MaxBody)
        {
            throw RequestBody.Invalid($"as JSON it has {body.Length} bytes, but the server accepts at most {MaxBody}");
        }

        var call = RawRequest.Create("POST", Route, json: body, accept: "text/html", isRead: true);
        var response = Call((client, cancellationToken) => client.Api.SendAsync(call, cancellationToken));
        WriteObject(response.ContentType is "text/html"
            ? response.ReadText()
            : throw response.Unusable($"its content type is '{response.ContentType ?? "none"}', not text/html"));
    }
}
