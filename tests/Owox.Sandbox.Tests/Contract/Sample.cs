using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Owox.Sandbox.Tests.Contract;

/// <summary>A recorded request and the response of the server.</summary>
internal sealed record Sample
{
    // Placeholders such as <PASSWORD> must not be escaped.
    private static readonly JsonSerializerOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public required string Name { get; init; }

    public required ContractFiles Files { get; init; }

    public required string Method { get; init; }

    public required string Path { get; init; }

    public required HeaderSet Headers { get; init; }

    /// <summary>The body as it was sent, or null.</summary>
    public string? Body { get; init; }

    public required int Status { get; init; }

    public required HeaderSet ResponseHeaders { get; init; }

    public JsonNode? ResponseBody { get; init; }

    /// <summary>The number of lines of a stream, or null for other responses.</summary>
    public int? Lines { get; init; }

    public static Sample Load(ContractFiles files, string name)
    {
        var json = JsonNode.Parse(files.Read(name))!;
        var (request, response) = (json["request"]!, json["response"]!);
        return new Sample
        {
            Name = name,
            Files = files,
            Method = request["method"]!.GetValue<string>(),
            Path = request["path"]!.GetValue<string>(),
            Headers = Texts(request["headers"]),
            Body = request["body"] is { } body ? Text(body) : null,
            Status = response["status"]!.GetValue<int>(),
            ResponseHeaders = Texts(response["headers"]),
            ResponseBody = response["body"],
            Lines = response["bodyLines"]?.GetValue<int>(),
        };
    }

    private static HeaderSet Texts(JsonNode? headers)
    {
        var texts = new HeaderSet();
        foreach (var (name, value) in headers?.AsObject() ?? [])
        {
            texts[name] = Text(value!);
        }

        return texts;
    }

    private static string Text(JsonNode value) =>
        value is JsonValue text && text.TryGetValue<string>(out var plain) ? plain : value.ToJsonString(Plain);
}
