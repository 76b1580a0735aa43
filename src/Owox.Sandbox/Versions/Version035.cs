namespace Owox.Sandbox.Versions;

/// <summary>The fields that 0.35 adds to the responses of 0.31: <c>Seed/fields-0.35.json</c>.</summary>
internal static class Version035
{
    private static readonly JsonArray Additions = SeedFiles.Read("fields-0.35").AsArray();

    /// <summary>Adds the fields to the objects that the table names: "path" is the end of the request's path, and "at" is where the objects are.</summary>
    public static JsonNode? Change(JsonNode? response, string path)
    {
        foreach (var addition in Additions.Where(addition => path.EndsWith((string)addition!["path"]!, StringComparison.Ordinal)))
        {
            foreach (var target in Targets(response, [.. ((string)addition!["at"]!).Split('.', StringSplitOptions.RemoveEmptyEntries)]))
            {
                foreach (var (name, value) in addition["add"]!.AsObject().Where(field => !target.ContainsKey(field.Key)))
                {
                    target[name] = value?.DeepClone();
                }
            }
        }

        return response;
    }

    // If the value is an array, its items are the targets.
    private static IEnumerable<JsonObject> Targets(JsonNode? node, string[] at) => node switch
    {
        JsonArray items => items.SelectMany(item => Targets(item, at)),
        JsonObject fields => at.Length == 0 ? [fields] : Targets(fields[at[0]], at[1..]),
        _ => [],
    };
}
