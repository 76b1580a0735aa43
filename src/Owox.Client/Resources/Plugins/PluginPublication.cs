using System.Text.Json.Serialization;
using Owox.Resources.Models;

namespace Owox;

/// <summary>A plugin as it is listed in the Gallery at one level.</summary>
public sealed class PluginPublication : ApiModel
{
    [JsonRequired]
    public string PublicationId { get; init => field = Required.NotNull(value); } = "";

    public string? PluginId { get; init; }

    /// <summary>The GitHub repository, as owner/name.</summary>
    [JsonRequired]
    public string Repository { get; init => field = Required.NotNull(value); } = "";

    /// <summary><c>member</c>, <c>project</c> or <c>deployment</c>; servers add levels.</summary>
    [JsonRequired]
    public string Scope { get; init => field = Required.NotNull(value); } = "";

    /// <summary>False once it was unpublished.</summary>
    public bool? IsActive { get; init; }

    /// <summary>Whether it reaches every project of the deployment, those to come included.</summary>
    public bool? AllProjects { get; init; }

    /// <summary>The projects that it reaches; only for some of a deployment's.</summary>
    public string[] AudienceProjectIds { get; init => field = value ?? []; } = [];

    /// <summary>The version that members get; null while no release is good enough.</summary>
    public string? CurrentSemver { get; init; }

    /// <summary>What the server found in the repository; for publishers only.</summary>
    public PluginDiagnostics? Diagnostics { get; init; }

    public override string ToString() => $"{Repository} ({Scope})";
}

/// <summary>What the server found in a plugin's repository.</summary>
public sealed class PluginDiagnostics : ApiModel
{
    public string? DeliveryUrl { get; init; }

    public string? CommitSha { get; init; }

    /// <summary>How the server reads the repository: <c>app</c>, <c>server-token</c>, <c>anonymous</c>.</summary>
    public string? AccessMode { get; init; }

    public DateTimeOffset? SyncedAt { get; init; }

    public string[] AcceptedSemvers { get; init => field = value ?? []; } = [];

    public string[] UnchangedSemvers { get; init => field = value ?? []; } = [];

    /// <summary>Releases that were not taken, and why.</summary>
    public PluginRejection[] Rejections { get; init => field = value ?? []; } = [];

    public override string ToString() => DeliveryUrl ?? "";
}

/// <summary>A release that was not taken.</summary>
public sealed class PluginRejection : ApiModel
{
    public string? TagName { get; init; }

    public string? GithubReleaseId { get; init; }

    /// <summary>For example <c>MANIFEST_MISSING</c>, <c>URL_UNREACHABLE</c>; servers add codes.</summary>
    public string? Code { get; init; }

    public string? Detail { get; init; }

    public override string ToString() => $"{TagName}: {Code}";
}

/// <summary>What a check for a newer release of a plugin did.</summary>
public sealed class PluginUpdate : ApiModel
{
    [JsonRequired]
    public string PluginId { get; init => field = Required.NotNull(value); } = "";

    /// <summary>owner/name; the name of a private repository is hidden from all but publishers of the deployment.</summary>
    public string? Repository { get; init; }

    public string? CurrentVersionId { get; init; }

    public string? CurrentSemver { get; init; }

    /// <summary><c>updated</c>, <c>up_to_date</c>, <c>already_running</c>, <c>failed</c>; servers add outcomes.</summary>
    [JsonRequired]
    public string Outcome { get; init => field = Required.NotNull(value); } = "";

    public bool? Updated { get; init; }

    /// <summary>When the deployment looks by itself again; asking now does not move it.</summary>
    public DateTimeOffset? NextCheckAt { get; init; }

    /// <summary>What the server found in the repository; for publishers of the deployment only.</summary>
    public PluginDiagnostics? Diagnostics { get; init; }

    public override string ToString() => $"{Repository ?? PluginId}: {Outcome}";
}

/// <summary>Whether a plugin is suspended in the whole deployment.</summary>
public sealed class PluginSuspension : ApiModel
{
    [JsonRequired]
    public string PluginId { get; init => field = Required.NotNull(value); } = "";

    /// <summary>The repository that was asked for.</summary>
    [JsonIgnore]
    public string? Repository { get; internal set; }

    public bool? Suspended { get; init; }

    /// <summary>Why, for the audit trail.</summary>
    public string? Note { get; init; }

    public override string ToString() => Repository ?? PluginId;
}
