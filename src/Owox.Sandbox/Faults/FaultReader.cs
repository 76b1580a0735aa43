using System.Text.Json.Serialization;

namespace Owox.Sandbox.Faults;

/// <summary>Reads a fault from JSON. The kinds contain hyphens, as in "cut-chunked".</summary>
internal static class FaultReader
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.KebabCaseLower) },
    };

    public static Fault Read(JsonNode? json)
    {
        var fault = json as JsonObject ?? [];

        // A body can be any JSON. The status of a run is a string, and the status of a response is a number.
        if (fault["body"] is { } body && body.GetValueKind() != JsonValueKind.String)
        {
            fault["body"] = ApiResponse.Serialize(body);
        }

        if (fault["status"] is { } status && status.GetValueKind() == JsonValueKind.String)
        {
            fault["runStatus"] = status.DeepClone();
            fault.Remove("status");
        }

        try
        {
            return fault.Deserialize<Fault>(Options)!;
        }
        catch (JsonException problem)
        {
            var kinds = string.Join(", ", Enum.GetNames<FaultKind>().Select(JsonNamingPolicy.KebabCaseLower.ConvertName));
            throw ApiErrors.Framework(400, $"{problem.Message} Kinds: {kinds}");
        }
    }
}
