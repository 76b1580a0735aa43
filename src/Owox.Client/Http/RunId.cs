using System.Linq;
using System.Net.Http;

namespace Owox.Http;

/// <summary>The ID of the run that a row stream is recorded under.</summary>
internal static class RunId
{
    public static string? Of(HttpResponseMessage? response) =>
        response is not null && response.Headers.TryGetValues("x-owox-run-id", out var values)
            ? ServerText.Clean(values.FirstOrDefault(), [])
            : null;
}
