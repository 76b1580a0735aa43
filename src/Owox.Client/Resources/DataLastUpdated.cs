namespace Owox;

/// <summary>When the data behind a data mart last changed, as far as the server knows.</summary>
public sealed class DataLastUpdated : ApiModel
{
    public DateTimeOffset? DataLastUpdatedAt { get; init; }

    public DateTimeOffset? ComputedAt { get; init; }

    /// <summary>Whether every source table is known: <c>complete</c> or <c>partial</c>.</summary>
    public string? Coverage { get; init; }

    public override string ToString() =>
        DataLastUpdatedAt?.ToString("u", System.Globalization.CultureInfo.InvariantCulture) ?? "";
}
