using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using Owox.PowerShell.Binding;
using Owox.PowerShell.Completion;
using Owox.PowerShell.Output;

namespace Owox.PowerShell.Commands;

/// <summary>Lists things that belong to data marts: all of the project, or those of some data marts.</summary>
public abstract class PartCommand<T> : ReadCommand
{
    /// <summary>Titles, with wildcards, case ignored. Default: all.</summary>
    [Parameter(ParameterSetName = ListSet, Position = 0)]
    [Parameter(ParameterSetName = DataMartSet, Position = 0)]
    [ArgumentCompleter(typeof(TitleCompleter))]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    public string[]? Title { get; set; }

    /// <summary>Data marts whose own are wanted: their IDs or whole titles.</summary>
    [Parameter(ParameterSetName = DataMartSet, Mandatory = true, ValueFromPipeline = true)]
    [ArgumentCompleter(typeof(DataMartNameCompleter))]
    [ToIdOf("DataMart", typeof(DataMart), typeof(DataMartReference), OnlyItself = true)]
    [ValidateNotNullOrEmpty]
    public string[]? DataMartId { get; set; }

    private TitleFilter? _titles;

    /// <summary>What messages call one.</summary>
    private protected abstract string Kind { get; }

    private TitleFilter Titles => _titles ??= new TitleFilter(Title);

    protected override void ProcessRecord()
    {
        foreach (var mart in DataMartId ?? [])
        {
            OrReport(mart, () => Choose(OfDataMart(DataMarts.IdOf(mart))));
        }
    }

    protected override void EndProcessing()
    {
        if (IsListing)
        {
            OrTerminate(Connection, () => Choose(OfProject()));
        }

        if (IsListing || DataMartId is not null)
        {
            ReportUnmatched(Titles, Kind);
        }
    }

    private protected abstract IEnumerable<T> OfProject();

    private protected abstract IEnumerable<T> OfDataMart(string id);

    private protected abstract bool IsMatch(TitleFilter titles, T item);

    /// <summary>Writes one that was asked for.</summary>
    private protected virtual void Write(T item) => WriteObject(item);

    // One by one: a later command that has had enough stops the reading of pages.
    private void Choose(IEnumerable<T> items)
    {
        foreach (var item in items.Where(item => IsMatch(Titles, item)))
        {
            Write(item);
        }
    }
}
