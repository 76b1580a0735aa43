using System.Text.Json;
using System.Text.Json.Serialization;
using Owox.Resources.Models;

namespace Owox;

/// <summary>The project that a session belongs to.</summary>
/// <param name="Id">Its ID, or null if the server is too old to return it.</param>
/// <param name="Title">Its title, or null if the server does not return it.</param>
/// <param name="Description">The description by its admins, or null if there is none.</param>
/// <param name="SetupProgress">The progress of its setup in percent, or null if the server does not return it.</param>
/// <param name="SetupSteps">The steps of its setup, in the order of the server.</param>
public sealed record Project(string? Id, string? Title, string? Description, int? SetupProgress, SetupStep[] SetupSteps)
{
    public override string ToString() => Title ?? Id ?? "";
}

/// <summary>One step of the setup of a project.</summary>
/// <param name="Name">For example <c>hasStorage</c>; newer servers may add steps.</param>
/// <param name="Done">Whether the step is complete.</param>
/// <param name="CompletedAt">When the step was first completed, or null if it was not.</param>
public sealed record SetupStep(string Name, bool Done, DateTimeOffset? CompletedAt)
{
    public override string ToString() => $"{Name}: {(Done ? "done" : "open")}";
}

/// <summary>The settings of a project that its admins edit.</summary>
internal sealed class ProjectSettings : ApiModel
{
    public string? Description { get; init; }
}

/// <summary>The progress of the setup of a project.</summary>
internal sealed class SetupProgress : ApiModel
{
    public double? Progress { get; init; }

    // The keys are the names of the steps. Newer servers may add steps with another structure.
    public Dictionary<string, JsonElement>? Steps { get; init; }
}

/// <summary>The identity that an access token represents.</summary>
public sealed class AuthContext : ApiModel
{
    [JsonRequired]
    public string UserId { get; init => field = Required.NotNull(value); } = "";

    [JsonRequired]
    public string ProjectId { get; init => field = Required.NotNull(value); } = "";

    public string? ProjectTitle { get; init; }

    public string? Email { get; init; }

    public string? FullName { get; init; }

    /// <summary><c>admin</c>, <c>editor</c> or <c>viewer</c>; newer servers may add roles.</summary>
    public string[] Roles { get; init => field = value ?? []; } = [];

    public string? AuthFlow { get; init; }

    public string? ApiKeyId { get; init; }
}

/// <summary>A context: a business area to which data marts, storages and destinations belong.</summary>
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
