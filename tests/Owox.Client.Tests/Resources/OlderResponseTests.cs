using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using Owox.Http.Json;
using Owox.Http.Requests;
using Owox.Resources;
using Xunit;

namespace Owox.Client.Tests.Resources;

/// <summary>Removes each field of recorded responses, one at a time. The response is then read, or the error names the field.</summary>
public sealed class OlderResponseTests
{
    private static readonly ApiRequest Request = new(HttpMethod.Get, "/api/x");

    public static TheoryData<string> Responses() => ["data-marts.list", "data-marts.get-sql", "storages.get", "destinations.get-google-sheets", "runs.detail-http-data-success", "runs.detail-connector-failed", "auth-context.key"];

    [Theory]
    [MemberData(nameof(Responses))]
    public void A_missing_field_is_ignored_or_named_in_the_error(string name)
    {
        var response = Sample.Load(name).Json.GetRawText();
        var paths = Fields(JsonNode.Parse(response)!, "$").Distinct(StringComparer.Ordinal).ToArray();
        Assert.True(paths.Length > 3);
        var named = paths.Where(path => IsMissingFieldNamed(name, Without(response, path), path)).ToArray();

        // Some fields are required and others are optional.
        Assert.NotEmpty(named);
        Assert.True(named.Length < paths.Length);
    }

    private static bool IsMissingFieldNamed(string name, string response, string path)
    {
        try
        {
            Read(name, response);
            return false;
        }
        catch (OwoxApiException e)
        {
            Assert.Equal(ErrorReason.UnexpectedResponse, e.Reason);
            Assert.Contains($"it lacks the field {path}.", e.Message, StringComparison.Ordinal);
            return true;
        }
    }

    private static void Read(string name, string response)
    {
        var contracts = OwoxJsonContext.Default;
        _ = name.Split('.')[0] switch
        {
            "data-marts" => name.EndsWith("list", StringComparison.Ordinal) ? Bind(response, contracts.DataMartPage) : Bind(response, contracts.DataMart),
            "storages" => Bind(response, contracts.Storage),
            "destinations" => Bind(response, contracts.Destination),
            "runs" => Bind(response, contracts.Run),
            _ => Bind<AuthContext>(response, contracts.AuthContext),
        };
    }

    private static object Bind<T>(string response, JsonTypeInfo<T> contract)
        where T : class
    {
        using var document = System.Text.Json.JsonDocument.Parse(response);
        return JsonResponseReader.Bind(document.RootElement, contract, Request);
    }

    private static IEnumerable<string> Fields(JsonNode? node, string path) => node switch
    {
        JsonObject fields => fields.SelectMany(field => Fields(field.Value, $"{path}.{field.Key}").Prepend($"{path}.{field.Key}")),
        JsonArray items => items.SelectMany((item, i) => Fields(item, $"{path}[{i}]")),
        _ => [],
    };

    private static string Without(string response, string path)
    {
        var root = JsonNode.Parse(response)!;
        var at = root;
        var steps = path[2..].Split('.');
        foreach (var step in steps.SkipLast(1))
        {
            var parts = step.Split('[', ']');
            at = at[parts[0]]!;
            at = parts.Length > 1 ? at[int.Parse(parts[1], System.Globalization.CultureInfo.InvariantCulture)]! : at;
        }

        Assert.True(at.AsObject().Remove(steps[^1]), path);
        return root.ToJsonString();
    }
}
