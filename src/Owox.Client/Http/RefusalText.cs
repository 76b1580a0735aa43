namespace Owox.Http;

/// <summary>What a refusal means for one kind of call, where that is more than the status tells.</summary>
internal sealed class RefusalText
{
    public static RefusalText Standard { get; } = new();

    /// <summary>Stands in for the sentence about a 401.</summary>
    public string? Unauthorized { get; init; }

    /// <summary>Stands in for the sentence about a 404.</summary>
    public string? NotFound { get; init; }

    public static RefusalText ForExchange(ApiKey key) => new()
    {
        Unauthorized = $"{key.Origin} refused the API key {key.Id}. It is wrong, expired or revoked; the server does not say which. "
            + "Look the key up under Project settings, My API Keys, and create a new one if it is not active.",
        NotFound = $"{key.Origin} has no OWOX Data Marts API. Check the origin in the API key {key.Id}.",
    };
}
