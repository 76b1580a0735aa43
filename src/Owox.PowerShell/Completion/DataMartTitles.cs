using System.Management.Automation;
using Owox.PowerShell.Output;

namespace Owox.PowerShell.Completion;

/// <summary>What Get-OwoxDataMart chooses by: titles, with wildcards.</summary>
internal sealed class DataMartTitles(object titles)
{
    private readonly WildcardFilter _filter = new(LanguagePrimitives.ConvertTo<string[]>(titles));

    /// <summary>Those that it would choose; none for an invalid pattern.</summary>
    public IReadOnlyList<T> Choose<T>(IEnumerable<T> dataMarts, Func<T, string> title)
    {
        try
        {
            return _filter.Choose(dataMarts, title).ToArray();
        }
        catch (OwoxConfigurationException)
        {
            return [];
        }
    }
}
