using System.Management.Automation;
using Owox.PowerShell.Output;
using Owox.Resources;

namespace Owox.PowerShell.Commands.Base;

/// <summary>Lists things of a project by name, or gets them by ID.</summary>
public abstract class GetCmdletBase : ConnectionCmdletBase
{
    private protected const string ListSet = "Title";
    private protected const string IdSet = "Id";
    private protected const string DataMartSet = "DataMart";

    /// <summary>Whether a list was asked for.</summary>
    private protected bool IsListing => ParameterSetName == ListSet;

    /// <summary>Whether a value is among those asked for; all are when none was.</summary>
    private protected static bool IsAmong(string[]? wanted, string value) =>
        wanted is null || wanted.Contains(value, StringComparer.OrdinalIgnoreCase);

    /// <summary>Gets one thing and writes it; a failure is written and the next one tried.</summary>
    private protected void GetOne<T>(string id, Func<OwoxClient, CancellationToken, Task<T>> get) =>
        InvokeNonTerminating(id, () => WriteObject(Call(get)));

    /// <summary>The items of all pages.</summary>
    private protected IEnumerable<T> All<T>(OffsetPager<T> pager)
    {
        while (Call((client, cancellationToken) => pager.NextAsync(client, wanted: null, cancellationToken)) is { } page)
        {
            foreach (var item in page)
            {
                yield return item;
            }
        }
    }

    /// <summary>Says of each exact name that it was not found.</summary>
    private protected void ReportUnmatched(WildcardFilter names, string what, string property = "title")
    {
        foreach (var name in names.Unmatched)
        {
            WriteNotFound($"There is no {what} with the {property} '{name}', or this connection may not see it. Wildcards find parts of a {property}: '*{name}*'.", name);
        }
    }

    private protected void WriteNotFound(string message, string target) => WriteError(new ErrorRecord(
        new ItemNotFoundException(message), "Owox." + ErrorReason.NotFound, ErrorCategory.ObjectNotFound, target));
}
