namespace Owox.Errors;

/// <summary>The content of an error response, regardless of its shape.</summary>
internal sealed record ApiErrorResponse(int StatusCode, string Method, string Path)
{
    public string? Code { get; init; }

    public string? Message { get; init; }

    public IReadOnlyDictionary<string, object?>? Details { get; init; }

    public string? RequestId { get; init; }

    public TimeSpan? RetryAfter { get; init; }
}
