using System;
using System.Linq;
using System.Management.Automation;
using System.Threading;
using System.Threading.Tasks;
using Owox.PowerShell.Output;

namespace Owox.PowerShell.Commands;

/// <summary>Lists things of a project by title, or gets them by ID.</summary>
public abstract class ListCommand : ConnectedCommand
{
    private protected const string ListSet = "Title";
    private protected const string IdSet = "Id";

    /// <summary>Titles, with wildcards, case ignored. Default: all.</summary>
    [Parameter(ParameterSetName = ListSet, Position = 0)]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    public string[]? Title { get; set; }

    /// <summary>Only those that have owners, or only those that have none.</summary>
    [Parameter(ParameterSetName = ListSet)]
    public OwnerFilter? OwnerFilter { get; set; }

    private protected string? OwnerFilterText => OwnerFilter switch
    {
        PowerShell.OwnerFilter.HasOwners => "has_owners",
        PowerShell.OwnerFilter.NoOwners => "no_owners",
        _ => null,
    };

    /// <summary>Whether a value is among those asked for; all are when none was.</summary>
    private protected static bool IsAmong(string[]? wanted, string value) =>
        wanted is null || wanted.Contains(value, StringComparer.OrdinalIgnoreCase);

    /// <summary>Gets one thing and writes it; a failure is written and the next one tried.</summary>
    private protected void GetOne<T>(string id, Func<OwoxClient, CancellationToken, Task<T>> get) =>
        OrReport(id, () => WriteObject(Call(get)));

    /// <summary>Says of each exact title that it was not found.</summary>
    private protected void ReportUnmatched(TitleFilter titles, string what)
    {
        foreach (var title in titles.Unmatched)
        {
            var message = $"There is no {what} with the title '{title}', or this connection may not see it. Wildcards find parts of a title: '*{title}*'.";
            WriteError(new ErrorRecord(
                new ItemNotFoundException(message), "Owox." + ErrorReason.NotFound, ErrorCategory.ObjectNotFound, title));
        }
    }
}
