using System.Management.Automation;
using Owox.PowerShell.Completion;
using Owox.PowerShell.Exports;

namespace Owox.PowerShell.Commands;

/// <summary>Streams the rows of reports, with the columns and rules that are saved in them, as objects or into files.</summary>
[Cmdlet(VerbsData.Export, "OwoxReport", SupportsShouldProcess = true, DefaultParameterSetName = ObjectSet)]
[OutputType(typeof(OwoxRow), ParameterSetName = [ObjectSet])]
[OutputType(typeof(OwoxExportResult), ParameterSetName = [PathSet, DirectorySet])]
public sealed class ExportOwoxReportCommand : ExportCommand
{
    /// <summary>IDs of reports.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("ReportId")]
    [ArgumentCompleter(typeof(ReportIdCompleter))]
    [ValidateNotNullOrEmpty]
    public string[]? Id { get; set; }

    private protected override string[] Ids => Id!;

    private protected override string Kind => "report";

    private protected override ExportSource Source(string id, string? title) => new ReportSource(id, title, Limit);
}
