namespace Owox.Sandbox.Faults;

/// <summary>Reads a fault from JSON, where kinds are written with hyphens: "cut-chunked".</summary>
internal static class FaultReader
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        UnmappedMemberHandling = System.Text.Json.Serialization.JsonUnmappedMemberHandling.Disallow,
        Converters = { new System.Text.Json.Serialization.JsonStringEnumConverter(JsonNamingPolicy.KebabCaseLower) },
    };

    public static Fault Read(JsonNode? json)
    {
        if (json?.DeepClone() is not JsonObject fault)
        {
            throw ApiErrors.Framework(400, "A fault is a JSON object");
        }

        // A body may be any JSON; a run record's status is a word where an answer's is a number.
        if (fault["body"] is { } body && body.GetValueKind() != JsonValueKind.String)
        {
            fault["body"] = JsonResponse.Text(body);
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
