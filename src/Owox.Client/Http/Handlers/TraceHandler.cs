#if NET8_0_OR_GREATER
using System.Diagnostics;
using System.Globalization;
using Owox.Audit;
using Owox.Http.Requests;
using Owox.Operations;
using Owox.Redaction;
using Owox.Tracing;

namespace Owox.Http.Handlers;

/// <summary>
/// Creates an activity for each attempt of a request, with the tags of the semantic conventions of OpenTelemetry. It ends when the response
/// has arrived, and for a row stream when its headers have arrived. Without a listener, nothing is created.
/// </summary>
internal sealed class TraceHandler(HttpMessageHandler inner, ApiOrigin origin) : DelegatingHandler(inner)
{
    private const int MaxText = 1_000;

    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
        Traces.Source.HasListeners() ? SendTracedAsync(request, cancellationToken) : base.SendAsync(request, cancellationToken);

    private async Task<HttpResponseMessage> SendTracedAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var operation = OperationTable.Current.Classify(request);
        var name = operation.Template is { } template ? $"{request.Method.Method} {template}" : request.Method.Method;
        using var activity = Traces.Source.StartActivity(name, ActivityKind.Client);
        var context = request.GetContext();
        context.Attempts++;
        if (activity is null)
        {
            return await base.SendAsync(request, cancellationToken).ConfigureAwait(false);
        }

        Describe(activity, request, operation, context);
        try
        {
            var response = await base.SendAsync(request, cancellationToken).ConfigureAwait(false);
            await DescribeAsync(activity, response, context.Request.IsStream).ConfigureAwait(false);
            return response;
        }
        catch (Exception e)
        {
            Traces.Fail(activity, AuditEvent.ReasonOf(e));
            throw;
        }
    }

    // The query is omitted, because it contains filters.
    private void Describe(Activity activity, HttpRequestMessage request, Operation operation, RequestContext context)
    {
        activity.SetTag("http.request.method", request.Method.Method);
        activity.SetTag("server.address", origin.Uri.Host);
        activity.SetTag("server.port", origin.Uri.Port);
        activity.SetTag("url.scheme", origin.Uri.Scheme);
        activity.SetTag("url.path", ServerTextSanitizer.Sanitize(context.Request.Path, context.Request.Secrets, MaxText));
        activity.SetTag("url.template", operation.Template);
        activity.SetTag("owox.request_id", context.RequestId);
        activity.SetTag("owox.data_mart", operation.DataMartId);
        activity.SetTag("owox.run_id", operation.RunId);
        if (context.Attempts > 1)
        {
            activity.SetTag("http.request.resend_count", context.Attempts - 1);
        }
    }

    private static async Task DescribeAsync(Activity activity, HttpResponseMessage response, bool isStream)
    {
        var status = (int)response.StatusCode;
        activity.SetTag("http.response.status_code", status);
        if ((response.GetRunId() ?? (isStream ? null : await response.ReadRunIdAsync().ConfigureAwait(false))) is { } run)
        {
            activity.SetTag("owox.run_id", ServerTextSanitizer.Sanitize(run, [], MaxText));
        }

        if (status >= 400)
        {
            Traces.Fail(activity, status.ToString(CultureInfo.InvariantCulture));
        }
    }
}
#endif
