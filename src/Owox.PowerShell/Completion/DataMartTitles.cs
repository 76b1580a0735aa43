using System.Management.Automation;
using Owox.PowerShell.Output;

namespace Owox.PowerShell.Completion;

/// <summary>What Get-OwoxDataMart chooses by: titles, with wildcards.</summary>
internal sealed class DataMartTitles(object titles)
{
    private readonly TitleFilter _filter = new(LanguagePrimitives.ConvertTo<string[]>(titles));

    public bool AreOf(string title) => _filter.IsMatch(title);
}
