using System.Management.Automation;
using Owox.PowerShell.Binding;
using Owox.PowerShell.Completion;
using Owox.PowerShell.Connections;

namespace Owox.PowerShell.Commands.Base;

/// <summary>The base class of cmdlets that create a connection, with parameters that limit it.</summary>
public abstract class AccessCmdletBase : NetworkCmdletBase
{
    /// <summary>
    /// Sends only requests that read, row streams and the sign-in. The variable OWOX_READ_ONLY=1 does the same for each connection, and has
    /// precedence. This limits the connection, and not the permissions of the key on the server.
    /// </summary>
    [Parameter]
    public SwitchParameter ReadOnly { get; set; }

    /// <summary>
    /// The scopes of the connection, such as DataMarts:Read or Runs:Write, which also permits Runs:Read. Default: all. This limits the
    /// connection, and not the permissions of the key on the server.
    /// </summary>
    [Parameter]
    [ArgumentCompleter(typeof(AccessScopeCompleter))]
    [ValidateNotNullOrEmpty]
    public string[]? Scope { get; set; }

    /// <summary>
    /// The IDs of the data marts whose rows, runs, reports and other content the connection can request. Default: all. The titles of other
    /// data marts stay visible in lists.
    /// </summary>
    [Parameter]
    [ResourceIdTransformation("DataMart", typeof(DataMart), typeof(DataMartReference), OnlyItself = true)]
    [ArgumentCompleter(typeof(DataMartIdCompleter))]
    [ValidateNotNullOrEmpty]
    public string[]? AllowedDataMart { get; set; }

    /// <summary>The variables of -EnvironmentFile; empty without this parameter.</summary>
    private protected abstract IReadOnlyDictionary<string, string> FileVariables { get; }

    /// <exception cref="OwoxConfigurationException">A parameter or a variable is invalid.</exception>
    private protected AccessPolicy Access()
    {
        var variable = ReadOnlyVariable.Source(FileVariables);
        if (variable is not null && MyInvocation.BoundParameters.ContainsKey(nameof(ReadOnly)) && !ReadOnly)
        {
            WriteWarning($"The connection is read-only although -ReadOnly is false, because {variable} contains {ReadOnlyVariable.Name}.");
        }

        return AccessPolicy.Create(ReadOnly || variable is not null, Scope, AllowedDataMart);
    }
}
