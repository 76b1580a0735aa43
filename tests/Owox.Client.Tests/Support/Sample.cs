using System.Text.Json;

namespace Owox.Client.Tests.Support;

/// <summary>A recorded request and response of the real server.</summary>
internal sealed class Sample
{
    private const string Recorded031 = "samples";

    private Sample(JsonElement root)
    {
        var response = root.GetProperty("response");
        Target = root.GetProperty("request").GetProperty("path").GetString()!;
        Status = response.GetProperty("status").GetInt32();
        Json = response.GetProperty("body");
        Body = Json.ValueKind switch
        {
            JsonValueKind.String => Json.GetString()!,
            JsonValueKind.Null => "",
            _ => Json.GetRawText(),
        };
        Headers = response.GetProperty("headers").EnumerateObject()
            .Where(static h => h.Value.ValueKind == JsonValueKind.String && h.Name != "transfer-encoding")
            .Select(static h => $"{h.Name}: {h.Value.GetString()}")
            .ToArray();
    }

    public string Target { get; }

    public int Status { get; }

    public JsonElement Json { get; }

    public string Body { get; }

    public string[] Headers { get; }

    public Reply Reply => Replies.Bytes(Status, System.Text.Encoding.UTF8.GetBytes(Body), Headers);

    /// <summary>Reads a sample of 0.31, or of the version whose folder is specified.</summary>
    public static Sample Load(string name, string folder = Recorded031)
    {
        using var document = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, folder, name + ".json")));
        return new Sample(document.RootElement.Clone());
    }

    public static string[] Names(string folder = Recorded031) => Directory.GetFiles(Path.Combine(AppContext.BaseDirectory, folder), "*.json")
        .Select(static f => Path.GetFileNameWithoutExtension(f)).Order(StringComparer.Ordinal).ToArray();
}
