using System.Management.Automation;
using Owox.PowerShell.Secrets.Keys;

namespace Owox.PowerShell.Commands.Keys;

/// <summary>The base class of cmdlets that revoke keys of any kind permanently.</summary>
public abstract class RevokeKeyCmdletBase : ConnectionCmdletBase
{
    /// <summary>IDs of keys.</summary>
    public abstract string[] Id { get; set; }

    /// <summary>Suppresses the confirmation prompt.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <summary>The kind of the keys.</summary>
    private protected abstract KeyKind Kind { get; }

    /// <summary>Discards what is known about the keys, because time has passed.</summary>
    private protected abstract void Refresh();

    /// <summary>Whether a key can be revoked. If it is already revoked, the user is informed.</summary>
    /// <param name="id">The ID.</param>
    /// <param name="description">The key, for the prompt.</param>
    /// <exception cref="OwoxConfigurationException">The key must not be revoked.</exception>
    private protected abstract bool CanRevoke(string id, out string description);

    /// <summary>Reports an error before any prompt or request if the connection uses an API key.</summary>
    private protected override void Prepare() => InvokeTerminating(Connection, () => Kind.RequireMember());

    private protected override void ProcessInput()
    {
        foreach (var id in Id)
        {
            InvokeNonTerminating(id, () => Revoke(id));
        }
    }

    private void Revoke(string id)
    {
        if (!CanRevoke(id, out var description) || !ShouldProcess(description, "Revoke permanently"))
        {
            return;
        }

        if (WasPrompted)
        {
            Refresh();
            if (!CanRevoke(id, out _))
            {
                return;
            }
        }

        Kind.Revoke(id);
    }
}
