using Owox.Errors;
using Owox.Redaction;

namespace Owox.Rows;

/// <summary>Distinguishes a draft from a missing data mart: the server returns status 404 for the rows of both.</summary>
internal static class DraftDetector
{
    public static async Task<OwoxNotFoundException> ExplainAsync(
        ApiConnection connection, string id, OwoxNotFoundException notFound, CancellationToken cancellationToken)
    {
        try
        {
            var mart = await new DataMartsClient(connection).GetAsync(id, cancellationToken).ConfigureAwait(false);
            return mart.Status == DataMart.Published ? notFound : Draft(mart, notFound);
        }
        catch (OwoxException e) when (e is OwoxApiException or OwoxConnectionException)
        {
            return notFound;
        }
    }

    private static OwoxNotFoundException Draft(DataMart mart, OwoxNotFoundException notFound) => new(
        ErrorReason.NotPublished,
        $"The data mart {ServerTextSanitizer.Sanitize($"'{mart.Title}' ({mart.Id}) is not published (its status is {mart.Status})", [])}, so it has no rows to export. Publish it in OWOX, then try again.",
        new ApiErrorResponse(notFound.StatusCode, notFound.Method, notFound.RequestPath)
        {
            Code = notFound.Code,
            Message = notFound.ServerMessage,
            RequestId = notFound.RequestId,
        });
}
