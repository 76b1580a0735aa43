using System.Management.Automation;
using Owox.PowerShell.Binding;
using Owox.PowerShell.Completion;
using Owox.PowerShell.Output;

namespace Owox.PowerShell.Commands.Base;

/// <summary>The base class of cmdlets that list objects of data marts: all of the project, or those of specified data marts.</summary>
public abstract class DataMartChildCmdletBase<T> : ConnectionCmdletBase
{
    private protected const string ListSet = "Title";
    private protected const string IdSet = "Id";
    private protected const string DataMartSet = "DataMart";

    /// <summary>Titles, with wildcards, case-insensitive. Default: all.</summary>
    [Parameter(ParameterSetName = ListSet, Position = 0)]
    [Parameter(ParameterSetName = DataMartSet, Position = 0)]
    [ArgumentCompleter(typeof(TitleCompleter))]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    public string[]? Title { get; set => Bind(ref field, value); }

    /// <summary>The IDs or full titles of the data marts whose objects are listed.</summary>
    [Parameter(ParameterSetName = DataMartSet, Mandatory = true, ValueFromPipeline = true)]
    [ArgumentCompleter(typeof(DataMartNameCompleter))]
    [ResourceIdTransformation("DataMart", typeof(DataMart), typeof(DataMartReference), RejectRelated = true)]
    [ValidateNotNullOrEmpty]
    public string[]? DataMartId { get; set => Bind(ref field, value); }

    private readonly List<T> _held = [];
    private WildcardFilter? _titles;

    /// <summary>The name of an item in messages.</summary>
    private protected abstract string ResourceLabel { get; }

    /// <summary>Whether the objects of the project were requested.</summary>
    private protected bool IsListing => ParameterSetName == ListSet;

    private WildcardFilter Titles => _titles ??= new WildcardFilter(Title);

    private protected override void ProcessInput()
    {
        foreach (var mart in DataMartId ?? [])
        {
            InvokeNonTerminating(mart, () => Choose(OfDataMart(DataMarts.IdOf(mart))));
        }
    }

    private protected override void Complete()
    {
        if (IsListing)
        {
            InvokeTerminating(Connection, () => Choose(OfProject()));
        }

        InvokeTerminating(Title, () => WriteAll(_held));

        if (IsListing || DataMartId is not null)
        {
            WriteUnmatched(Titles, ResourceLabel);
        }
    }

    private protected abstract IEnumerable<T> OfProject();

    private protected abstract IEnumerable<T> OfDataMart(string id);

    private protected abstract string TitleOf(T item);

    private protected abstract string IdOf(T item);

    /// <summary>Writes a requested item.</summary>
    private protected virtual void Write(T item) => WriteObject(item);

    // A full title takes precedence over a pattern, even if it belongs to another data mart.
    private void Choose(IEnumerable<T> items)
    {
        if (Titles.NeedsAll)
        {
            _held.AddRange(items);
        }
        else
        {
            WriteAll(items);
        }
    }

    // Items are written individually, so no further page is requested if a later command ends the pipeline.
    private void WriteAll(IEnumerable<T> items)
    {
        foreach (var item in Titles.Choose(items, TitleOf, IdOf))
        {
            Write(item);
        }
    }
}
