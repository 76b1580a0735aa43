using System.Text.Json;
using System.Text.Json.Serialization;
using Owox.Resources.Models;

namespace Owox;

/// <summary>The project that a session belongs to.</summary>
/// <param name="Id">Its ID; null where the server is too old to tell.</param>
/// <param name="Title">Its title; null where the server does not tell.</param>
/// <param name="Description">What its admins wrote about it; null for nothing.</param>
/// <param name="SetupProgress">How much of the set-up is done, in per cent; null where the server does not tell.</param>
/// <param name="SetupSteps">The steps of the set-up, in the server's order.</param>
public sealed record Project(string? Id, string? Title, string? Description, int? SetupProgress, SetupStep[] SetupSteps)
{
    public override string ToString() => Title ?? Id ?? "";
}

/// <summary>One step of a project's set-up.</summary>
/// <param name="Name">For example <c>hasStorage</c>; servers add steps.</param>
/// <param name="Done">Whether it is done.</param>
/// <param name="CompletedAt">When it was done first; null where it was not.</param>
public sealed record SetupStep(string Name, bool Done, DateTimeOffset? CompletedAt)
{
    public override string ToString() => $"{Name}: {(Done ? "done" : "open")}";
}

/// <summary>What a project's admins set.</summary>
internal sealed class ProjectSettings : ApiModel
{
    public string? Description { get; init; }
}

/// <summary>How far a project's set-up is.</summary>
internal sealed class SetupProgress : ApiModel
{
    public double? Progress { get; init; }

    // By name; servers add some, perhaps in another shape.
    public Dictionary<string, JsonElement>? Steps { get; init; }
}

/// <summary>Whom an access token stands for.</summary>
public sealed class AuthContext : ApiModel
{
    [JsonRequired]
    public string UserId { get; init => field = Required.NotNull(value); } = "";

    [JsonRequired]
    public string ProjectId { get; init => field = Required.NotNull(value); } = "";

    public string? ProjectTitle { get; init; }

    public string? Email { get; init; }

    public string? FullName { get; init; }

    /// <summary><c>admin</c>, <c>editor</c>, <c>viewer</c>; servers add roles.</summary>
    public string[] Roles { get; init => field = value ?? []; } = [];

    public string? AuthFlow { get; init; }

    public string? ApiKeyId { get; init; }
}

/// <summary>A context: a business area that data marts, storages and destinations belong to.</summary>
public sealed class ProjectContext : ApiModel
{
    [JsonRequired]
    public string Id { get; init => field = Required.NotNull(value); } = "";

    [JsonRequired]
    public string Name { get; init => field = Required.NotNull(value); } = "";

    public string? Description { get; init; }

    public string? CreatedById { get; init; }

    public Member? CreatedByUser { get; init; }

    public DateTimeOffset? CreatedAt { get; init; }

    public DateTimeOffset? ModifiedAt { get; init; }

    public override string ToString() => Name;
}
