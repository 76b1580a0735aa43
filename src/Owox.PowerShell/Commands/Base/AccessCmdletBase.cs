using System.Management.Automation;
using Owox.PowerShell.Binding;
using Owox.PowerShell.Completion;
using Owox.PowerShell.Connections;
using Owox.PowerShell.Exports;
using Owox.PowerShell.Output;

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
    [ResourceIdTransformation("DataMart", typeof(DataMart), typeof(DataMartReference), RejectRelated = true)]
    [ArgumentCompleter(typeof(DataMartIdCompleter))]
    [ValidateNotNullOrEmpty]
    public string[]? AllowedDataMart { get; set; }

    /// <summary>
    /// The path of a file to which each request that changes something or reads rows appends a line before it is sent, and a line with its
    /// result. Default: the variable OWOX_AUDIT_LOG.
    /// </summary>
    [Parameter]
    [SingleValue(IsPath = true)]
    [ValidateNotNullOrEmpty]
    public string? AuditLog { get; set; }

    /// <summary>Also writes the query of each request, which contains filters and their values, to the audit log.</summary>
    [Parameter]
    public SwitchParameter IncludeQuery { get; set; }

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

    /// <summary>The audit log, after a check that it can be written, or null if none is specified.</summary>
    private protected Owox.AuditLog? OpenAuditLog()
    {
        var path = AuditLog ?? Variable(AuditLogReader.Variable);
        if (path is null)
        {
            return null;
        }

        if (SecretArgument.IsKey(path))
        {
            throw UnexpectedArguments.Misplaced($"The variable {AuditLogReader.Variable} contains an API key or another secret, not the path of a file");
        }

        var full = InputFile.Resolve(this, path, why => Owox.AuditLog.Failed(path, why));
        if (ExportPath.IsDevice(full))
        {
            throw Owox.AuditLog.Failed(path, "it is a device, not a file");
        }

        var log = new Owox.AuditLog(full, IncludeQuery);
        AwaitVoid((_, cancellationToken) => log.CheckAsync(cancellationToken));
        return log;
    }

    private string? Variable(string name) =>
        Environment.GetEnvironmentVariable(name) is { Length: > 0 } value ? value
        : FileVariables.TryGetValue(name, out var inFile) && inFile.Length > 0 ? inFile
        : null;
}
