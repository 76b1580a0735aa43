using System.Linq;
using System.Management.Automation;
using Owox.PowerShell.Completion;
using Owox.PowerShell.Connections;

namespace Owox.PowerShell.Commands;

/// <summary>Lists the connections of this runspace, the current one first.</summary>
[Cmdlet(VerbsCommon.Get, "OwoxConnection")]
[OutputType(typeof(OwoxConnection))]
public sealed class GetOwoxConnectionCommand : OwoxCommand
{
    /// <summary>Names, with wildcards. Default: all.</summary>
    [Parameter(Position = 0)]
    [ArgumentCompleter(typeof(ConnectionNameCompleter))]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    public string[] Name { get; set; } = ["*"];

    /// <summary>Only the current one.</summary>
    [Parameter]
    public SwitchParameter Current { get; set; }

    protected override void EndProcessing()
    {
        var all = ConnectionStore.ForThisRunspace.All;
        foreach (var name in Name)
        {
            var pattern = new WildcardPattern(name, WildcardOptions.IgnoreCase);
            var found = all.Take(Current ? 1 : int.MaxValue).Where(c => pattern.IsMatch(c.Name)).ToArray();
            WriteObject(found, enumerateCollection: true);
            if (found.Length == 0 && !WildcardPattern.ContainsWildcardCharacters(name))
            {
                var error = new OwoxConfigurationException(
                    ErrorReason.NotConnected, $"This runspace has no connection named '{name}'. Connect with Connect-OwoxDataMarts -Name '{name}'.");
                WriteError(Output.ErrorRecords.From(error, name));
            }
        }
    }
}
