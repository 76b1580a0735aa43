using System.Text.Json.Serialization;
using Owox.Resources.Models;

namespace Owox;

/// <summary>A storage or a destination: set up by one member, used by others.</summary>
public abstract class OwnedModel : ApiModel
{
    [JsonRequired]
    public string Id { get; init => field = Required.NotNull(value); } = "";

    [JsonRequired]
    public string Title { get; init => field = Required.NotNull(value); } = "";

    /// <summary>For example <c>GOOGLE_BIGQUERY</c> of a storage, <c>LOOKER_STUDIO</c> of a destination; servers add types.</summary>
    [JsonRequired]
    public string Type { get; init => field = Required.NotNull(value); } = "";

    public Member? CreatedByUser { get; init; }

    public Member[] OwnerUsers { get; init => field = value ?? []; } = [];

    public ContextReference[] Contexts { get; init => field = value ?? []; } = [];

    public DateTimeOffset? CreatedAt { get; init; }

    public DateTimeOffset? ModifiedAt { get; init; }

    public bool? AvailableForUse { get; init; }

    public bool? AvailableForMaintenance { get; init; }

    public override string ToString() => Title;
}
