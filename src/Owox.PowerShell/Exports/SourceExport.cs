using Owox.PowerShell.Commands.Exports;

namespace Owox.PowerShell.Exports;

/// <summary>Exports sources to where the parameters of the cmdlet say: the pipeline, a file or a folder.</summary>
/// <param name="cmdlet">The cmdlet.</param>
/// <param name="target">The file or the folder. Null for the pipeline.</param>
internal sealed class SourceExport(ExportCmdletBase cmdlet, FileExportOptions? target)
{
    private bool _isFileUsed;

    /// <summary>Exports one source to the pipeline or to the file.</summary>
    public void Run(ExportSource source)
    {
        if (target is not null)
        {
            _isFileUsed = true;
            new FileExport(cmdlet).Run(source, target);
        }
        else if (cmdlet.ShouldProcess(source.FullName, "Stream the rows"))
        {
            new PipelineExport(cmdlet, ConversionOptions.From(cmdlet)).Run(source, SetRunId);
        }
    }

    /// <summary>Exports each source to its own file in the folder.</summary>
    public void RunAll(IEnumerable<ExportSource> sources) => new DirectoryExport(cmdlet, target!).Run(sources);

    /// <summary>Rejects a second source for one file, because it would replace the rows of the first.</summary>
    /// <exception cref="OwoxConfigurationException">There are several sources for one file.</exception>
    public void RequireSingleFile(int sources)
    {
        if (cmdlet.Path is not null && !cmdlet.Append && (sources > 1 || _isFileUsed))
        {
            throw new OwoxConfigurationException(
                ErrorReason.PathInvalid, $"-Path is one file, for one {cmdlet.ResourceLabel}. Write several with -Directory, or with -Append those that have the same columns.");
        }
    }

    private void SetRunId(string? runId)
    {
        if (cmdlet.RunIdVariable is not null)
        {
            cmdlet.SessionState.PSVariable.Set(cmdlet.RunIdVariable, runId);
        }
    }
}
