using System.Text.Json.Serialization;
using Owox.Resources.Models;

namespace Owox.Resources.Runs;

/// <summary>One page of a list of runs.</summary>
internal sealed class RunPage : ApiModel
{
    [JsonRequired]
    public Run[] Runs { get; init => field = Required.NotNull(value); } = [];
}

/// <summary>The answer to the start of a run.</summary>
internal sealed class StartedRun : ApiModel
{
    [JsonRequired]
    public string RunId { get; init => field = Required.NotNull(value); } = "";
}
