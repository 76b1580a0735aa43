using System.Text.Json.Serialization;
using Owox.Resources.Models;

namespace Owox;

/// <summary>The publication of a plugin in the Gallery.</summary>
public sealed class PluginPublication : ApiModel
{
    [JsonRequired]
    public string PublicationId { get; init => field = Required.NotNull(value); } = "";

    public string? PluginId { get; init; }

    /// <summary>The GitHub repository, as owner/name.</summary>
    [JsonRequired]
    public string Repository { get; init => field = Required.NotNull(value); } = "";

    /// <summary><c>member</c>, <c>project</c> or <c>deployment</c>; newer servers may add scopes.</summary>
    [JsonRequired]
    public string Scope { get; init => field = Required.NotNull(value); } = "";

    /// <summary>Whether the plugin is published; false after it was unpublished.</summary>
    public bool? IsActive { get; init; }

    /// <summary>Whether all projects of the deployment can use it, also future ones.</summary>
    public bool? AllProjects { get; init; }

    /// <summary>The IDs of the projects that can use it; only for a deployment and if not all projects can.</summary>
    public string[] AudienceProjectIds { get; init => field = value ?? []; } = [];

    /// <summary>The version that members use, or null if no release is valid.</summary>
    public string? CurrentSemver { get; init; }

    /// <summary>The analysis of the repository by the server; only for publishers.</summary>
    public PluginDiagnostics? Diagnostics { get; init; }

    public override string ToString() => $"{Repository} ({Scope})";
}

/// <summary>The analysis of a plugin's repository by the server.</summary>
public sealed class PluginDiagnostics : ApiModel
{
    public string? DeliveryUrl { get; init; }

    public string? CommitSha { get; init; }

    /// <summary>How the server accesses the repository: <c>app</c>, <c>server-token</c> or <c>anonymous</c>.</summary>
    public string? AccessMode { get; init; }

    public DateTimeOffset? SyncedAt { get; init; }

    public string[] AcceptedSemvers { get; init => field = value ?? []; } = [];

    public string[] UnchangedSemvers { get; init => field = value ?? []; } = [];

    /// <summary>The releases that the server rejected, with the reasons.</summary>
    public PluginRejection[] Rejections { get; init => field = value ?? []; } = [];

    public override string ToString() => DeliveryUrl ?? "";
}

/// <summary>A release that the server rejected.</summary>
public sealed class PluginRejection : ApiModel
{
    public string? TagName { get; init; }

    public string? GithubReleaseId { get; init; }

    /// <summary>For example <c>MANIFEST_MISSING</c>, <c>URL_UNREACHABLE</c>; newer servers may add codes.</summary>
    public string? Code { get; init; }

    public string? Detail { get; init; }

    public override string ToString() => $"{TagName}: {Code}";
}

/// <summary>The result of a check for a newer release of a plugin.</summary>
public sealed class PluginUpdate : ApiModel
{
    [JsonRequired]
    public string PluginId { get; init => field = Required.NotNull(value); } = "";

    /// <summary>The repository as owner/name. The name of a private repository is visible only to publishers of the deployment.</summary>
    public string? Repository { get; init; }

    public string? CurrentVersionId { get; init; }

    public string? CurrentSemver { get; init; }

    /// <summary><c>updated</c>, <c>up_to_date</c>, <c>already_running</c> or <c>failed</c>; newer servers may add outcomes.</summary>
    [JsonRequired]
    public string Outcome { get; init => field = Required.NotNull(value); } = "";

    public bool? Updated { get; init; }

    /// <summary>When the deployment automatically checks again. A manual check does not change it.</summary>
    public DateTimeOffset? NextCheckAt { get; init; }

    /// <summary>The analysis of the repository by the server; only for publishers of the deployment.</summary>
    public PluginDiagnostics? Diagnostics { get; init; }

    public override string ToString() => $"{Repository ?? PluginId}: {Outcome}";
}

/// <summary>Whether a plugin is suspended in the entire deployment.</summary>
public sealed class PluginSuspension : ApiModel
{
    [JsonRequired]
    public string PluginId { get; init => field = Required.NotNull(value); } = "";

    /// <summary>The repository of the request.</summary>
    [JsonIgnore]
    public string? Repository { get; internal set; }

    public bool? Suspended { get; init; }

    /// <summary>The reason, for the audit log.</summary>
    public string? Note { get; init; }

    public override string ToString() => Repository ?? PluginId;
}
