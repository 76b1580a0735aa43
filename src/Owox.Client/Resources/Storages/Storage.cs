namespace Owox;

/// <summary>A storage: the warehouse that data marts read from.</summary>
public sealed class Storage : OwnedModel
{
    /// <summary>How many published data marts read from it; lists alone tell.</summary>
    public long? PublishedDataMartsCount { get; init; }

    /// <summary>How many drafts read from it; lists alone tell.</summary>
    public long? DraftDataMartsCount { get; init; }
}
