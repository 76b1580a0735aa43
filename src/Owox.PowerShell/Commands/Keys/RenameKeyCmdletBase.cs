using System.Management.Automation;
using Owox.PowerShell.Secrets.Keys;

namespace Owox.PowerShell.Commands.Keys;

/// <summary>The base class of cmdlets that rename a key of any kind. The key value does not change.</summary>
public abstract class RenameKeyCmdletBase : ConnectionCmdletBase
{
    /// <summary>The ID of the key.</summary>
    public abstract string Id { get; set; }

    /// <summary>The new name.</summary>
    [Parameter(Mandatory = true, Position = 1)]
    public string NewName { get; set; } = "";

    /// <summary>Allows the name of another existing key.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <summary>Returns the renamed key.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <summary>The kind of the keys.</summary>
    private protected abstract KeyKind Kind { get; }

    /// <summary>Creates the output.</summary>
    /// <param name="key">The renamed key.</param>
    /// <param name="isRevoked">Whether the key is revoked.</param>
    private protected abstract object CreateResult(IssuedKey key, bool isRevoked);

    /// <summary>Reports an error before any prompt or request if the connection uses an API key.</summary>
    private protected override void Prepare() => InvokeTerminating(Connection, () => Kind.RequireMember());

    private protected override void ProcessInput() => InvokeNonTerminating(Id, () =>
    {
        Kind.CheckName(NewName);
        var old = CheckedKeys().FirstOrDefault(key => key.Id == Id)?.Name;
        if (!ShouldProcess($"{old ?? Kind.Noun} ({Id})", $"Rename to '{NewName}'"))
        {
            return;
        }

        if (WasPrompted)
        {
            _ = CheckedKeys();
        }

        var renamed = Kind.Rename(Id, NewName);
        if (PassThru)
        {
            WriteObject(CreateResult(renamed, isRevoked: old is null));
        }
    });

    // The current keys, after the new name was found to be unused.
    private IssuedKey[] CheckedKeys()
    {
        var keys = Kind.List();
        return !Force && keys.FirstOrDefault(key => key.Name == NewName && key.Id != Id) is { } other
            ? throw new OwoxConfigurationException(
                Kind.NameInUse, $"The name '{NewName}' is already used by the key {other.Id}. Choose another name, or specify -Force to use the name for both keys.")
            : keys;
    }
}
