namespace Owox.Http.Errors;

/// <summary>What a refusal means for one kind of call, where that is more than the status tells.</summary>
internal sealed class ErrorMessageOverrides
{
    public static ErrorMessageOverrides Standard { get; } = new();

    /// <summary>Stands in for the sentence about a 401.</summary>
    public string? Unauthorized { get; init; }

    /// <summary>Stands in for the sentence about a 403.</summary>
    public string? Forbidden { get; init; }

    /// <summary>The remedy for a 400 with this message of the server; null for the usual one.</summary>
    public Func<string, string?>? BadRequestRemedy { get; init; }

    /// <summary>Stands in for the sentence about a 404.</summary>
    public string? NotFound { get; init; }
}
