using System;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using Owox.PowerShell.Binding;
using Owox.PowerShell.Completion;
using Owox.PowerShell.Output;

namespace Owox.PowerShell.Commands;

/// <summary>Lists the data marts of a project, or gets some by ID.</summary>
[Cmdlet(VerbsCommon.Get, "OwoxDataMart", DefaultParameterSetName = ListSet, SupportsPaging = true)]
[OutputType(typeof(DataMart))]
public sealed class GetOwoxDataMartCommand : ListCommand
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
    [ValidateNotNull]
    public IOfDataMart? InputObject { get; set; }

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
    [ToIdOf("Storage", typeof(Storage), typeof(StorageReference))]
    [ValidateNotNullOrEmpty]
    public string[]? StorageId { get; set; }

    /// <summary>Gets the definition and the columns of each, with a call for each. -Id brings them by itself.</summary>
    [Parameter]
    public SwitchParameter Detailed { get; set; }

    private Dictionary<string, long>? _columns;

    private bool IsFiltered => Title is not null || Status is not null || StorageType is not null || StorageId is not null;

    // A pipeline that brought nothing asks for nothing: a run that failed must not end in a list of all data marts.
    private bool IsListWanted => ParameterSetName == ListSet && (Title is not null || !MyInvocation.ExpectingInput);

    protected override void ProcessRecord()
    {
        if (ParameterSetName == PartSet && InputObject!.DataMartId is null)
        {
            WriteMissing($"'{InputObject}' ({InputObject.GetType().Name}) tells no data mart that it belongs to.", InputObject.ToString()!);
            return;
        }

        if (InputObject?.DataMartId is { } mart)
        {
            OrReport(mart, () => Get(mart));
        }

        foreach (var name in Id ?? [])
        {
            OrReport(name, () => Get(DataMarts.IdOf(name)));
        }
    }

    protected override void EndProcessing()
    {
        if (IsListWanted)
        {
            OrTerminate(Connection, List);
        }
    }

    private void Get(string id) => WriteObject(Call((client, stop) => client.GetDataMartAsync(id, stop)));

    private void List()
    {
        // The server can skip, but it does not know what we filter by: then skipping and counting are ours.
        var offset = IsFiltered ? 0 : (int)Math.Min(PagingParameters.Skip, int.MaxValue);
        var titles = new TitleFilter(Title);
        _columns = ColumnCounts();
        var matches = Pages(offset).SelectMany(static page => page.Items).Where(mart => IsWanted(mart, titles));
        if (IsFiltered && PagingParameters.IncludeTotalCount)
        {
            var all = matches.ToArray();
            WriteTotal(all.Length);
            matches = all;
        }

        var (skip, left) = (IsFiltered ? PagingParameters.Skip : 0, PagingParameters.First);
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

        ReportUnmatched(titles, "data mart");
    }

    private void Write(DataMart mart)
    {
        if (Detailed)
        {
            OrReport(mart.Id, () => Get(mart.Id));
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

        var counts = StorageId.SelectMany(id => Call((client, stop) => client.Models.ColumnCountsAsync(id, stop)));
        return counts.ToDictionary(static count => count.Key, static count => count.Value, StringComparer.Ordinal);
    }

    private bool IsWanted(DataMart mart, TitleFilter titles) =>
        _columns?.ContainsKey(mart.Id) != false && IsAmong(Status, mart.Status) && IsAmong(StorageType, mart.StorageType) && titles.IsMatch(mart.Title, mart.Id);

    private void WriteTotal(long? total) =>
        WriteObject(PagingParameters.NewTotalCount((ulong)(total ?? 0), accuracy: total is null ? 0 : 1));

    private IEnumerable<DataMartPage> Pages(int offset)
    {
        var pager = new DataMartPager(OwnerFilter.ToQuery(), offset);
        var first = true;
        while (Call(pager.NextAsync) is { } page)
        {
            if (first && !IsFiltered && PagingParameters.IncludeTotalCount)
            {
                WriteTotal(page.Total);
            }

            first = false;
            yield return page;
        }
    }
}
