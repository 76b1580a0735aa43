using System.Text.Json.Serialization;
using Owox.Resources.Models;

namespace Owox;

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
