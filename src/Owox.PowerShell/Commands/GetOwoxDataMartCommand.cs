using System;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using Owox.PowerShell.Completion;
using Owox.PowerShell.Output;

namespace Owox.PowerShell.Commands;

/// <summary>Lists the data marts of a project, or gets some by ID.</summary>
[Cmdlet(VerbsCommon.Get, "OwoxDataMart", DefaultParameterSetName = ListSet, SupportsPaging = true)]
[OutputType(typeof(DataMart))]
public sealed class GetOwoxDataMartCommand : ListCommand
{
    private const string PartSet = "Part";

    /// <summary>IDs of data marts.</summary>
    [Parameter(ParameterSetName = IdSet, Mandatory = true, ValueFromPipelineByPropertyName = true)]
    [Alias("DataMartId")]
    [ValidateNotNullOrEmpty]
    public string[]? Id { get; set; }

    /// <summary>Runs, schedules and other things of data marts: the data mart of each is got.</summary>
    [Parameter(ParameterSetName = PartSet, Mandatory = true, ValueFromPipeline = true)]
    [ValidateNotNull]
    public IOfDataMart? InputObject { get; set; }

    /// <summary>Only those with this status: Published or Draft.</summary>
    [Parameter(ParameterSetName = ListSet)]
    [ArgumentCompleter(typeof(DataMartStatusCompleter))]
    public string[]? Status { get; set; }

    /// <summary>Only those over storages of this type, for example GOOGLE_BIGQUERY.</summary>
    [Parameter(ParameterSetName = ListSet)]
    [ArgumentCompleter(typeof(StorageTypeCompleter))]
    public string[]? StorageType { get; set; }

    private bool IsFiltered => Title is not null || Status is not null || StorageType is not null;

    // A pipeline that brought nothing asks for nothing: a run that failed must not end in a list of all data marts.
    private bool IsListWanted => ParameterSetName == ListSet && (Title is not null || !MyInvocation.ExpectingInput);

    protected override void ProcessRecord()
    {
        var ids = ParameterSetName == PartSet ? [InputObject!.DataMartId ?? ""] : Id ?? [];
        foreach (var id in ids)
        {
            GetOne(id, (client, stop) => client.GetDataMartAsync(id, stop));
        }
    }

    protected override void EndProcessing()
    {
        if (IsListWanted)
        {
            OrTerminate(Connection, List);
        }
    }

    private void List()
    {
        // The server can skip, but it does not know what we filter by: then skipping and counting are ours.
        var offset = IsFiltered ? 0 : (int)Math.Min(PagingParameters.Skip, int.MaxValue);
        var titles = new TitleFilter(Title);
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

            WriteObject(mart);
        }

        ReportUnmatched(titles, "data mart");
    }

    private bool IsWanted(DataMart mart, TitleFilter titles) =>
        IsAmong(Status, mart.Status) && IsAmong(StorageType, mart.StorageType) && titles.IsMatch(mart.Title);

    private void WriteTotal(int? total) =>
        WriteObject(PagingParameters.NewTotalCount((ulong)(total ?? 0), accuracy: total is null ? 0 : 1));

    private IEnumerable<DataMartPage> Pages(int offset)
    {
        var pager = new DataMartPager(OwnerFilterText, offset);
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
