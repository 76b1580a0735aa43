using System.Management.Automation;
using Owox.PowerShell.Binding;
using Owox.PowerShell.Completion;
using Owox.PowerShell.Output;

namespace Owox.PowerShell.Commands.Inventory;

/// <summary>Lists the data marts of a project, or gets some by ID.</summary>
[Cmdlet(VerbsCommon.Get, "OwoxDataMart", DefaultParameterSetName = ListSet)]
[OutputType(typeof(DataMart))]
public sealed class GetOwoxDataMartCommand : TitledListCmdletBase
{
    private const string PartSet = "Part";

    /// <summary>IDs or whole titles of data marts.</summary>
    [Parameter(ParameterSetName = IdSet, Mandatory = true, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("DataMartId")]
    [ArgumentCompleter(typeof(DataMartIdCompleter))]
    [ValidateNotNullOrEmpty]
    public string[]? Id { get; set; }

    /// <summary>Runs, schedules and other things of data marts: the data mart of each is got.</summary>
    [Parameter(ParameterSetName = PartSet, Mandatory = true, ValueFromPipeline = true)]
    [SingleValue]
    [ValidateNotNull]
    public IDataMartScoped? InputObject { get; set; }

    /// <summary>Only those with this status: Published or Draft.</summary>
    [Parameter(ParameterSetName = ListSet)]
    [ArgumentCompleter(typeof(DataMartStatusCompleter))]
    [ValidateNotNullOrEmpty]
    public string[]? Status { get; set; }

    /// <summary>Only those over storages of this type, for example GOOGLE_BIGQUERY.</summary>
    [Parameter(ParameterSetName = ListSet)]
    [ArgumentCompleter(typeof(StorageTypeCompleter))]
    [ValidateNotNullOrEmpty]
    public string[]? StorageType { get; set; }

    /// <summary>Only those over this storage, with the number of their columns: its ID.</summary>
    [Parameter(ParameterSetName = ListSet)]
    [ArgumentCompleter(typeof(StorageIdCompleter))]
    [ResourceIdTransformation("Storage", typeof(Storage), typeof(StorageReference))]
    [ValidateNotNullOrEmpty]
    public string[]? StorageId { get; set; }

    /// <summary>Gets the definition and the columns of each, with a call for each. -Id brings them by itself.</summary>
    [Parameter]
    public SwitchParameter Detailed { get; set; }

    /// <summary>How many data marts at the most.</summary>
    [Parameter]
    [SingleValue]
    public ulong? First { get; set; }

    /// <summary>How many data marts to leave out before the first one.</summary>
    [Parameter]
    [SingleValue]
    public ulong? Skip { get; set; }

    /// <summary>Writes first how many there are in all.</summary>
    [Parameter]
    public SwitchParameter IncludeTotalCount { get; set; }

    private Dictionary<string, long>? _columns;

    private ulong FirstCount => First ?? ulong.MaxValue;

    private ulong SkipCount => Skip ?? 0;

    private bool IsFiltered => Title is not null || Status is not null || StorageType is not null || StorageId is not null;

    private protected override void ProcessInput()
    {
        if (ParameterSetName != ListSet)
        {
            InvokeTerminating(Id, () => ParameterRules.RefusePaging(this, ParameterSetName == IdSet ? nameof(Id) : nameof(InputObject)));
        }

        if (ParameterSetName == PartSet && InputObject!.DataMartId is null)
        {
            WriteNotFound($"'{InputObject}' ({InputObject.GetType().Name}) tells no data mart that it belongs to.", InputObject.ToString()!);
            return;
        }

        if (InputObject?.DataMartId is { } mart)
        {
            InvokeNonTerminating(mart, () => Get(mart));
        }

        foreach (var name in Id ?? [])
        {
            InvokeNonTerminating(name, () => Get(DataMarts.IdOf(name)));
        }
    }

    private protected override void Complete()
    {
        if (IsListing)
        {
            InvokeTerminating(Connection, List);
        }
    }

    private void Get(string id) => WriteObject(Call((client, cancellationToken) => client.DataMarts.GetAsync(id, cancellationToken)));

    private void List()
    {
        // The server can skip, but it does not know what we filter by: then skipping and counting are ours.
        var offset = IsFiltered ? 0 : (int)Math.Min(SkipCount, int.MaxValue);
        var titles = new WildcardFilter(Title);
        _columns = ColumnCounts();
        var matches = titles.Choose(Pages(offset).SelectMany(static page => page.Items), static mart => mart.Title, static mart => mart.Id, IsWanted);
        if (IsFiltered && IncludeTotalCount)
        {
            var all = matches.ToArray();
            WriteTotal(all.Length);
            matches = all;
        }

        var (skip, left) = (IsFiltered ? SkipCount : 0, FirstCount);
        foreach (var mart in matches)
        {
            if (skip > 0)
            {
                skip--;
                continue;
            }

            if (left-- == 0)
            {
                return;
            }

            Write(mart);
        }

        WriteUnmatched(titles, "data mart");
    }

    private void Write(DataMart mart)
    {
        if (Detailed)
        {
            InvokeNonTerminating(mart.Id, () => Get(mart.Id));
            return;
        }

        mart.ColumnCount = _columns?[mart.Id];
        WriteObject(mart);
    }

    // The list of data marts does not tell their storage's ID; that of a storage's data marts does.
    private Dictionary<string, long>? ColumnCounts()
    {
        if (StorageId is null)
        {
            return null;
        }

        var counts = StorageId.SelectMany(id => Call((client, cancellationToken) => client.Models.ColumnCountsAsync(id, cancellationToken)));
        return counts.ToDictionary(static count => count.Key, static count => count.Value, StringComparer.Ordinal);
    }

    private bool IsWanted(DataMart mart) =>
        _columns?.ContainsKey(mart.Id) != false && WildcardFilter.IsAmong(Status, mart.Status) && WildcardFilter.IsAmong(StorageType, mart.StorageType);

    private void WriteTotal(long? total) =>
        WriteObject(TotalCount.Create(total));

    private IEnumerable<DataMartPage> Pages(int offset)
    {
        var pager = new DataMartPager(OwnerFilter.ToQuery(), offset);
        var first = true;
        while (Call(pager.NextAsync) is { } page)
        {
            if (first && !IsFiltered && IncludeTotalCount)
            {
                WriteTotal(page.Total);
            }

            first = false;
            yield return page;
        }
    }
}
