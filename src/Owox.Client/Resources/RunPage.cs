using System.Text.Json.Serialization;

namespace Owox;

/// <summary>One page of a list of runs.</summary>
internal sealed class RunPage : ApiObject
{
    [JsonRequired]
    public Run[] Runs { get; init => field = Needed.Value(value); } = [];
}

/// <summary>The answer to the start of a run.</summary>
internal sealed class StartedRun : ApiObject
{
    [JsonRequired]
    public string RunId { get; init => field = Needed.Value(value); } = "";
}
