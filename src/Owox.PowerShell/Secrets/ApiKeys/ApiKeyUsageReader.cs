using Owox.PowerShell.Binding;
using Owox.PowerShell.Output;

namespace Owox.PowerShell.Secrets.ApiKeys;

/// <summary>Sets what API keys were last used for, from the audit log and the server.</summary>
/// <param name="cmdlet">The cmdlet, which sends the requests.</param>
/// <param name="path">The path of the audit log; null for the log of the connection or of the variable, which need not exist.</param>
internal sealed class ApiKeyUsageReader(ConnectionCmdletBase cmdlet, string? path)
{
    /// <exception cref="OwoxFileException">The audit log cannot be read.</exception>
    public void Add(IReadOnlyCollection<OwoxApiKey> keys)
    {
        if (FindLog() is { } log)
        {
            ApiKeyUsage.AddCalls(keys, ReadLog(log));
        }

        _ = cmdlet.Call(async (client, cancellationToken) =>
        {
            await ApiKeyUsage.AddRunsAsync(keys, client, cancellationToken).ConfigureAwait(false);
            return true;
        });
    }

    private string? FindLog()
    {
        if ((path ?? AuditLogReader.Default(cmdlet.ResolveConnection())) is not { } log)
        {
            return null;
        }

        var full = InputFile.Resolve(cmdlet, log, why => AuditLogReader.Unreadable(log, why));
        return path is not null || File.Exists(full) ? full : null;
    }

    private List<OwoxAuditEvent> ReadLog(string log) => cmdlet.Await((messages, cancellationToken) =>
    {
        var calls = new List<OwoxAuditEvent>();
        var reader = new AuditLogReader(
            call =>
            {
                // If the user declined a change, the key was not used.
                if (call.Method is not null)
                {
                    calls.Add(call);
                }
            },
            damaged => messages.Post(writer => writer.WriteWarning(damaged.Message)));
        reader.Read(log, cancellationToken);
        cancellationToken.ThrowIfCancellationRequested();
        return Task.FromResult(calls);
    });
}
