using Owox.PowerShell.Secrets.Keys;

namespace Owox.PowerShell.Commands.Keys;

/// <summary>The base class of cmdlets that manage keys of one kind. They require the connection of a member.</summary>
public abstract class KeyCmdletBase : ConnectionCmdletBase
{
    /// <summary>The kind of the keys.</summary>
    private protected abstract KeyKind Kind { get; }

    /// <summary>Reports an error before any prompt or request if the connection uses an API key.</summary>
    private protected override void Prepare() => InvokeTerminating(Connection, () => Kind.RequireMember());
}
