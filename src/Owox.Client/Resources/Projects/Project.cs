using System.Text.Json;

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
