using System.Management.Automation;
using Owox.PowerShell.Binding;
using Owox.PowerShell.Completion;
using Owox.PowerShell.Exports;
using Owox.PowerShell.Inventory;
using Owox.Redaction;

namespace Owox.PowerShell.Commands.Exports;

/// <summary>Exports the rows of reports, with their saved columns and rules, as objects or to files.</summary>
[Cmdlet(VerbsData.Export, "OwoxReport", SupportsShouldProcess = true, DefaultParameterSetName = ObjectSet)]
[OutputType(typeof(OwoxRow), typeof(OwoxDataReader), ParameterSetName = [ObjectSet])]
[OutputType(typeof(OwoxExportResult), ParameterSetName = [PathSet, DirectorySet])]
public sealed class ExportOwoxReportCommand : ExportCmdletBase
{
    private const int MaxTitleLength = 255;

    // Reports often belong to the same few data marts.
    private readonly SchemaCache _schemas = new();

    /// <summary>The IDs or full titles of reports.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("ReportId")]
    [ArgumentCompleter(typeof(ReportIdCompleter))]
    [ResourceIdTransformation("Report", typeof(Report))]
    [ValidateNotNullOrEmpty]
    public string[]? Id { get; set; }

    /// <summary>The title of this export in the record of its run. Default: the name of the calling script, without its path.</summary>
    [Parameter]
    [ValidateLength(1, MaxTitleLength)]
    public string? RunTitle { get; set; }

    private protected override string[] InputItems => Id!;

    private protected override TitleResolver Resolver => Reports;

    internal override string ResourceLabel => "report";

    private protected override ExportSource CreateSource(ResolvedItem item) => new ReportSource(item, Limit, SafeTitle(RunTitle ?? ScriptName), readsTypes: !Raw)
    {
        Schema = new SchemaReader(_schemas),
    };

    private string? ScriptName => System.IO.Path.GetFileName(MyInvocation.ScriptName) is { Length: > 0 and <= MaxTitleLength } name ? name : null;

    // The server stores the title and shows it to other members, so secrets are redacted and control characters are removed.
    private static string? SafeTitle(string? title) => ServerTextSanitizer.Sanitize(title, []);
}
