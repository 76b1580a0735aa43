using System.Diagnostics;
using Owox.Audit;
using Owox.Http.Requests;
using Owox.Operations;

namespace Owox.Http.Handlers;

/// <summary>
/// Writes a line to the audit log before each request that changes something, reads rows or is unknown, and a line with its result. If the
/// first line cannot be written, the request is not sent. Also assigns the ID of the request.
/// </summary>
internal sealed class AuditHandler(HttpMessageHandler inner, AuditLog? log, ApiOrigin origin) : DelegatingHandler(inner)
{
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var context = request.GetContext();
        context.RequestId = Guid.NewGuid().ToString("N");
        request.SetHeader("X-Request-Id", context.RequestId);
        if (log is null || !IsLogged(OperationTable.Current.Classify(request), context.Request))
        {
            return await base.SendAsync(request, cancellationToken).ConfigureAwait(false);
        }

        var call = await BeginAsync(log, request, context, cancellationToken).ConfigureAwait(false);
        HttpResponseMessage response;
        try
        {
            response = await base.SendAsync(request, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e)
        {
            await call.EndAsync(rows: null, AuditEvent.ReasonOf(e), cancellationToken).ConfigureAwait(false);
            throw;
        }

        call.Status = (int)response.StatusCode;
        call.RunId = response.GetRunId() ?? call.RunId;
        if (context.Request.IsStream && response.IsSuccessStatusCode)
        {
            // The rows are counted by the reader of the stream.
            context.Audit = call;
        }
        else
        {
            await CompleteAsync(call, response, cancellationToken).ConfigureAwait(false);
        }

        return response;
    }

    // A request that is not in the table can change something, and can read rows.
    private static bool IsLogged(Operation operation, ApiRequest request) =>
        !operation.IsRead || operation.ReadsRows || operation.Template is null || (request.IsStream && !operation.IsSession);

    private static async Task CompleteAsync(AuditedCall call, HttpResponseMessage response, CancellationToken cancellationToken)
    {
        call.RunId ??= await response.ReadRunIdAsync().ConfigureAwait(false);
        await call.EndAsync(await response.CountRowsAsync().ConfigureAwait(false), error: null, cancellationToken).ConfigureAwait(false);
    }

    private async Task<AuditedCall> BeginAsync(AuditLog audit, HttpRequestMessage request, RequestContext context, CancellationToken cancellationToken)
    {
        var operation = OperationTable.Current.Classify(request);
        var observer = context.Observer as IAuditObserver;
        var query = request.RequestUri!.Query;
        var entry = new AuditEvent
        {
            Event = AuditEvent.Started,
            Actor = context.Request.ApiKeyId ?? audit.Member,
            Origin = origin.ToString(),
            Caller = observer?.Caller,
            Method = request.Method.Method,
            Path = context.Request.Path,
            Query = audit.IncludesQuery && query.Length > 0 ? Uri.UnescapeDataString(query.Substring(1)) : null,
            Operation = operation.Template,
            DataMartId = operation.DataMartId,
            RunId = operation.RunId,
            RequestId = context.RequestId,
        };
        await audit.WriteAsync(entry, cancellationToken).ConfigureAwait(false);
        return new AuditedCall(audit, entry, Stopwatch.StartNew(), message => observer?.OnAuditFailure(message));
    }
}
