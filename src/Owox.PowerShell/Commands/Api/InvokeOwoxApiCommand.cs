using System.Collections;
using System.Management.Automation;
using Owox.PowerShell.Api;
using Owox.PowerShell.Binding;
using Owox.PowerShell.Exports;
using Owox.Redaction;

namespace Owox.PowerShell.Commands.Api;

/// <summary>Sends a request to any path of the API. Requests are sent only to the server of the connection.</summary>
[Cmdlet(VerbsLifecycle.Invoke, "OwoxApi", SupportsShouldProcess = true, DefaultParameterSetName = ResponseSet)]
[OutputType(typeof(PSObject), ParameterSetName = [ResponseSet, PagesSet])]
[OutputType(typeof(string), ParameterSetName = [ResponseSet])]
[OutputType(typeof(OwoxRow), ParameterSetName = [StreamSet])]
[OutputType(typeof(void), ParameterSetName = [FileSet])]
public sealed class InvokeOwoxApiCommand : ConnectionCmdletBase
{
    private const string ResponseSet = "Response";
    private const string PagesSet = "Pages";
    private const string StreamSet = "Stream";
    private const string FileSet = "File";
    private const int LongestTarget = 200;

    /// <summary>A path below /api/ of the connection's server, with or without a query; at most 2,048 characters.</summary>
    [Parameter(Mandatory = true, Position = 0)]
    [ValidateNotNullOrEmpty]
    public string Path { get; set; } = "";

    /// <summary>Get, Post, Put, Patch or Delete. All methods except Get support -WhatIf and -Confirm. The impact is medium, so they do not prompt by default.</summary>
    [Parameter]
    [SingleValue]
    public ApiMethod? Method { get; set; } = ApiMethod.Get;

    /// <summary>The query parameters: names and values, which are encoded automatically. A list of values repeats the name.</summary>
    [Parameter]
    [ValidateNotNull]
    [SingleValue(OrTable = true)]
    public IDictionary? Query { get; set; }

    /// <summary>
    /// The body: a hashtable, an object or an array, which is converted to JSON, or JSON text, which is sent unchanged. Cannot be used with
    /// Get.
    /// </summary>
    [Parameter]
    [AllowNull]
    [AllowEmptyCollection]
    [AllowEmptyString]
    public object? Body { get; set; }

    /// <summary>Returns the text of the response.</summary>
    [Parameter(ParameterSetName = ResponseSet)]
    public SwitchParameter Raw { get; set => Bind(ref field, value); }

    /// <summary>Returns the items of a list page by page, as long as the response contains nextOffset. Repeated items are skipped.</summary>
    [Parameter(ParameterSetName = PagesSet, Mandatory = true)]
    public SwitchParameter Paginate { get; set => Bind(ref field, value); }

    /// <summary>Returns the rows of an NDJSON response as they arrive.</summary>
    [Parameter(ParameterSetName = StreamSet, Mandatory = true)]
    public SwitchParameter AsStream { get; set => Bind(ref field, value); }

    /// <summary>
    /// The file for the response, which is written unchanged. The file gets its final name only when it is complete. Brackets are not
    /// wildcards.
    /// </summary>
    [Parameter(ParameterSetName = FileSet, Mandatory = true)]
    [SingleValue(IsPath = true)]
    [ValidateNotNullOrEmpty]
    public string? OutFile { get; set => Bind(ref field, value); }

    /// <summary>Does not replace an existing file; reports an error.</summary>
    [Parameter(ParameterSetName = FileSet)]
    public SwitchParameter NoClobber { get; set => Bind(ref field, value); }

    /// <summary>Replaces an existing file even if it is read-only.</summary>
    [Parameter(ParameterSetName = FileSet)]
    public SwitchParameter Force { get; set => Bind(ref field, value); }

    private string Verb => Method!.Value.ToString().ToUpperInvariant();

    private protected override void Complete() => InvokeTerminating(ServerTextSanitizer.Sanitize(Path, [], LongestTarget), () =>
    {
        // Both are rejected before a connection is needed and a token is requested.
        var call = RawRequest.Create(Verb, Path, QueryStringConverter.ToPairs(Query), Json());
        RequireGet();
        if (OutFile is not null)
        {
            Save(call);
        }
        else if (Method == ApiMethod.Get || ShouldProcess(call.Path, Verb))
        {
            WriteResponse(call);
        }
    });

    private byte[]? Json()
    {
        if (!MyInvocation.BoundParameters.ContainsKey(nameof(Body)))
        {
            return null;
        }

        return Method == ApiMethod.Get
            ? throw RequestBody.Invalid("a GET request has no body; use -Query instead")
            : RequestBody.Serialize(Body);
    }

    private void RequireGet()
    {
        if (Method != ApiMethod.Get && (Paginate || AsStream))
        {
            throw new OwoxConfigurationException(
                ErrorReason.ApiPathInvalid, $"-Paginate and -AsStream require GET, but the method is {Verb}. Each page or retry would repeat the change.");
        }
    }

    private void WriteResponse(RawRequest call)
    {
        if (AsStream)
        {
            new PipelineExport(this, typing: null).Run(call.Path, (client, cancellationToken) => client.Api.OpenRowsAsync(call, cancellationToken));
        }
        else if (Paginate)
        {
            new ResponseWriter(this).WritePages(call);
        }
        else
        {
            new ResponseWriter(this).Write(Call((client, cancellationToken) => client.Api.SendAsync(call, cancellationToken)));
        }
    }

    private void Save(RawRequest call)
    {
        var path = ExportPath.Resolve(this, OutFile!, isFolder: false);
        var target = new FileExportOptions(path, RowFileFormat.Ndjson) { NoClobber = NoClobber, Force = Force };
        if (!ShouldProcess(path, $"Write the response to {Verb} {call.Path}"))
        {
            return;
        }

        var saved = Call((client, cancellationToken) => client.Api.SaveAsync(call, target, cancellationToken));
        if (saved is { Rows: { } count, Verification: { IsVerified: false, Reason: var why } })
        {
            WriteWarning(PipelineExport.Unconfirmed(count, call.Path, why));
        }

        foreach (var warning in saved.Warnings)
        {
            WriteWarning(warning);
        }

        WriteVerbose(saved.Rows is null ? $"The file '{path}' was written." : $"{saved.Rows} rows of the run {saved.RunId} were written to '{path}'.");
    }
}
