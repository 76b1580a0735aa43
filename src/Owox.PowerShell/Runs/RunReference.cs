using System.Management.Automation;
using Owox.PowerShell.Output;

namespace Owox.PowerShell.Runs;

/// <summary>What an object from the pipeline says of runs: which one it is, or whose data mart's are meant.</summary>
/// <param name="DataMart">The data mart's ID or title; null where it does not tell.</param>
/// <param name="RunId">The run's ID; null where all of the data mart are meant.</param>
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
