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
