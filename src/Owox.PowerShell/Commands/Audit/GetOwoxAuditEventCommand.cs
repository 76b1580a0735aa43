using System.Management.Automation;
using Owox.Audit;
using Owox.PowerShell.Binding;
using Owox.PowerShell.Connections;
using Owox.PowerShell.Output;
using Owox.Redaction;

namespace Owox.PowerShell.Commands.Audit;

/// <summary>Reads an audit log, including its earlier files, the oldest call first. Sends no request.</summary>
[Cmdlet(VerbsCommon.Get, "OwoxAuditEvent")]
[OutputType(typeof(OwoxAuditEvent))]
public sealed class GetOwoxAuditEventCommand : OwoxCmdletBase
{
    private const string Variable = "OWOX_AUDIT_LOG";

    /// <summary>The path of the log. Default: the log of the current connection, or else the variable OWOX_AUDIT_LOG.</summary>
    [Parameter(Position = 0)]
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
        var path = InputFile.Resolve(this, Log(), why => Unreadable(Log(), why));
        try
        {
            var open = new Dictionary<string, OwoxAuditEvent>(StringComparer.Ordinal);
            foreach (var file in AuditFile.Rotated(path).Select(static old => old.Path).Append(path))
            {
                Read(file, open);
            }

            // The process of these calls ended before it received the response.
            foreach (var call in open.Values.OrderBy(static call => call.Time))
            {
                Write(call);
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw Unreadable(path, ServerTextSanitizer.FromException(e), e);
        }
    });

    private static OwoxFileException Unreadable(string path, string why, Exception? inner = null) =>
        new(ErrorReason.FileReadFailed, $"The audit log '{path}' cannot be read: {why}. Check the path, and that this account has permission to read the file.", path, inner);

    private static bool Matches(string[]? patterns, params string?[] values) => patterns is null || patterns.Any(pattern =>
    {
        var wildcard = new WildcardPattern(pattern, WildcardOptions.IgnoreCase | WildcardOptions.CultureInvariant);
        return values.Any(value => value is not null && wildcard.IsMatch(value));
    });

    private string Log() => Path ?? ConnectionStore.ForCurrentRunspace.Current?.AuditLog ?? Environment.GetEnvironmentVariable(Variable) ?? throw new OwoxConfigurationException(
        ErrorReason.PathInvalid, $"No audit log was specified: the current connection has none, and the variable {Variable} is not set. Specify -Path.");

    private void Read(string file, Dictionary<string, OwoxAuditEvent> open)
    {
        using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        using var reader = new StreamReader(stream);
        for (var number = 1; !CancellationToken.IsCancellationRequested && reader.ReadLine() is { } line; number++)
        {
            try
            {
                Take(OwoxAuditEvent.Parse(line), open);
            }
            catch (FormatException e)
            {
                var damaged = new OwoxFileException(ErrorReason.FileReadFailed, $"Line {number} of the audit log '{file}' is damaged: {e.Message}. The other lines are read.", file, e);
                WriteError(ErrorRecords.From(damaged, file));
            }
        }
    }

    private void Take(OwoxAuditEvent line, Dictionary<string, OwoxAuditEvent> open)
    {
        if (line.Event == AuditEvent.Started && line.CallId is { } id)
        {
            open[id] = line;
            return;
        }

        open.Remove(line.CallId ?? "");
        Write(line);
    }

    private void Write(OwoxAuditEvent call)
    {
        if ((Since is null || call.Time >= Since) && (Until is null || call.Time < Until)
            && Matches(Actor, call.Actor) && Matches(Action, call.Cmdlet, call.Method)
            && (DataMart is null || (call.DataMartId is { } mart && DataMart.Contains(mart, StringComparer.Ordinal))))
        {
            WriteObject(call);
        }
    }
}
