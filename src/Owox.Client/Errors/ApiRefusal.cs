using System;
using System.Collections.Generic;

namespace Owox;

/// <summary>What an answer that is a refusal said, whatever shape it had.</summary>
internal sealed record ApiRefusal(int StatusCode, string Method, string Path)
{
    public string? Code { get; init; }

    public string? Message { get; init; }

    public IReadOnlyDictionary<string, object?>? Details { get; init; }

    public string? RequestId { get; init; }

    public TimeSpan? RetryAfter { get; init; }
}
