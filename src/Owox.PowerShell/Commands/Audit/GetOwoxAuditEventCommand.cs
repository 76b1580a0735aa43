using System.Management.Automation;
using Owox.PowerShell.Binding;
using Owox.PowerShell.Connections;
using Owox.PowerShell.Output;

namespace Owox.PowerShell.Commands.Audit;

/// <summary>Reads an audit log, including its earlier files, the oldest call first. Sends no request.</summary>
[Cmdlet(VerbsCommon.Get, "OwoxAuditEvent")]
[OutputType(typeof(OwoxAuditEvent))]
public sealed class GetOwoxAuditEventCommand : OwoxCmdletBase
{
    private TitlePattern[]? _actors;
    private TitlePattern[]? _actions;

    /// <summary>The path of the log. Default: the log of the current connection, or else the variable OWOX_AUDIT_LOG.</summary>
    [Parameter(Position = 0)]
    [SingleValue(IsPath = true)]
    [ValidateNotNullOrEmpty]
    public string? Path { get; set; }

    /// <summary>Only calls since this time.</summary>
    [Parameter]
    [DateTimeOffsetTransformation]
    public DateTimeOffset? Since { get; set; }

    /// <summary>Only calls before this time.</summary>
    [Parameter]
    [DateTimeOffsetTransformation]
    public DateTimeOffset? Until { get; set; }

    /// <summary>API key IDs or members, with wildcards.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    public string[]? Actor { get; set; }

    /// <summary>Cmdlets or methods, with wildcards.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    public string[]? Action { get; set; }

    /// <summary>The IDs of data marts.</summary>
    [Parameter]
    [ResourceIdTransformation("DataMart", typeof(DataMart), typeof(DataMartReference), RejectRelated = true)]
    [ValidateNotNullOrEmpty]
    public string[]? DataMart { get; set; }

    private protected override void Complete() => InvokeTerminating(Path, () =>
    {
        (_actors, _actions) = (Patterns(Actor), Patterns(Action));
        var log = Path ?? AuditLogReader.Default(ConnectionStore.ForCurrentRunspace.Current) ?? throw new OwoxConfigurationException(
            ErrorReason.PathInvalid,
            $"No audit log was specified: the current connection has none, and the variable {AuditLogReader.Variable} is not set. Specify -Path.");
        var path = InputFile.Resolve(this, log, why => AuditLogReader.Unreadable(log, why));
        new AuditLogReader(Write, error => WriteError(ErrorRecords.From(error, error.Path))).Read(path, CancellationToken);
    });

    private static TitlePattern[]? Patterns(string[]? texts)
    {
        var patterns = texts?.Select(static text => new TitlePattern(text)).ToArray();
        foreach (var pattern in patterns ?? [])
        {
            pattern.Require();
        }

        return patterns;
    }

    private static bool Matches(TitlePattern[]? patterns, params string?[] values) =>
        patterns is null || patterns.Any(pattern => values.Any(value => value is not null && pattern.IsMatch(value, id: null)));

    private void Write(OwoxAuditEvent call)
    {
        if ((Since is null || call.Time >= Since) && (Until is null || call.Time < Until)
            && Matches(_actors, call.Actor) && Matches(_actions, call.Cmdlet, call.Method)
            && (DataMart is null || DataMart.Contains(call.DataMartId, StringComparer.OrdinalIgnoreCase)))
        {
            WriteObject(call);
        }
    }
}
