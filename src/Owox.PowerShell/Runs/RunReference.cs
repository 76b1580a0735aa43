using System.Management.Automation;
using Owox.PowerShell.Output;

namespace Owox.PowerShell.Runs;

/// <summary>The run that an object from the pipeline refers to, or the data mart whose runs are requested.</summary>
/// <param name="DataMart">The ID or title of the data mart, or null if unknown.</param>
/// <param name="RunId">The ID of the run; null for all runs of the data mart.</param>
internal sealed record RunReference(string? DataMart, string? RunId)
{
    public static RunReference? From(PSObject piped)
    {
        if (piped.BaseObject is string or System.Guid)
        {
            return new RunReference(piped.BaseObject.ToString(), RunId: null);
        }

        var (mart, id) = (PipedObject.Text(piped, "DataMartId"), PipedObject.Text(piped, "Id"));
        var run = PipedObject.Text(piped, "RunId")
            ?? (PipedObject.Is<Run>(piped) || (piped.BaseObject is PSCustomObject && mart is not null && !PipedObject.Is<Trigger>(piped)) ? id : null);
        return (mart, run) switch
        {
            (null, null) when id is not null && (PipedObject.Is<DataMart>(piped) || piped.BaseObject is PSCustomObject) => new RunReference(id, RunId: null),
            (null, null) => null,
            _ => new RunReference(mart, run),
        };
    }
}
