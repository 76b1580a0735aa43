using System.Diagnostics;
using System.Text;
using Owox.Coverage;
using Owox.Coverage.Comparison;
using Xunit;

namespace Owox.PowerShell.Tests;

/// <summary>The comparison of two descriptions of the server: build.ps1 -Task CompareApi.</summary>
public sealed class ApiComparisonTests : IDisposable
{
    private const string Minimal = """{"paths":{"/api/a/{id}":{"get":{"parameters":[{"name":"limit","in":"query","schema":{"type":"integer"}}],"responses":{"200":{}}}}}}""";

    private static readonly IReadOnlyList<CoverageRow> Rows = CoverageRow.Read(CoverageRow.PathIn(Repository.Root));

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("owox-api-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void Names_the_operations_fields_and_cmdlets_that_changed_from_0_31_to_0_35()
    {
        var comparison = ApiComparison.Compare(RecordedDescription("0.31"), RecordedDescription("0.35"));
        var text = ComparisonText.Write(comparison, Rows);
        Assert.Equal((22, 0, 46), (comparison.Added.Count, comparison.Removed.Count, comparison.Changed.Count));
        Assert.StartsWith("22 operations added, 0 removed, 46 changed.\nAffected cmdlets: Export-OwoxDataMart, Export-OwoxReport, Find-OwoxItem, ", text, StringComparison.Ordinal);
        Assert.Contains("\n  GET /api/search  [Find-OwoxItem]\n    + response 200[].report: object\n", text, StringComparison.Ordinal);
        Assert.Contains("\n    ~ parameter entityTypes (query)[]: + value REPORT\n", text, StringComparison.Ordinal);
        Assert.Contains("\n    ~ request.filterConfig[].operator: + value is_blank, + value is_not_blank\n", text, StringComparison.Ordinal);
        Assert.DoesNotContain(text.Split('\n')[1].Split([' ', ',']), name => name is "Get-OwoxStorage" or "Get-OwoxDataMart" or "Rename-OwoxApiKey");
    }

    [Fact]
    public void Names_removed_operations_and_fields()
    {
        var comparison = ApiComparison.Compare(RecordedDescription("0.35"), RecordedDescription("0.31"));
        var text = ComparisonText.Write(comparison, Rows);
        Assert.Equal((0, 22, 46), (comparison.Added.Count, comparison.Removed.Count, comparison.Changed.Count));
        Assert.Contains("\nRemoved\n  POST /api/connectors/{connectorName}/options/preview\n", text, StringComparison.Ordinal);
        Assert.Contains("\n    - response 200[].url: string\n", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Finds_nothing_in_the_same_file()
    {
        var comparison = ApiComparison.Compare(RecordedDescription("0.35"), RecordedDescription("0.35"));
        Assert.True(comparison.IsSame);
        Assert.Equal("The descriptions have the same operations, parameters and schemas.\nAffected cmdlets: none\n", ComparisonText.Write(comparison, Rows));
    }

    [Theory]
    [InlineData("\"{id}\"", "\"{dataMartId}\"")]
    [InlineData("\"get\":{", "\"get\":{\"summary\":\"Other text\",\"description\":\"Other text\",\"operationId\":\"other\",")]
    [InlineData("\"in\":\"query\",", "\"description\":\"Other text\",\"example\":5,\"in\":\"query\",")]
    public void Ignores_texts_and_names_of_placeholders(string from, string to) =>
        Assert.True(ApiComparison.Compare(Write(Minimal), Write(Minimal.Replace(from.Trim('"'), to.Trim('"'), StringComparison.Ordinal))).IsSame);

    [Theory]
    [InlineData("\"integer\"", "\"string\"", "~ parameter limit (query): + string, - integer")]
    [InlineData("\"in\":\"query\"", "\"in\":\"query\",\"required\":true", "~ parameter limit (query): + required")]
    [InlineData("\"integer\"", "\"integer\",\"maximum\":50", "~ parameter limit (query): + maximum 50")]
    [InlineData("\"integer\"", "\"integer\",\"default\":100", "~ parameter limit (query): + default 100")]
    [InlineData("\"integer\"", "\"integer\",\"exclusiveMinimum\":0", "~ parameter limit (query): + exclusiveMinimum 0")]
    [InlineData("\"integer\"", "\"integer\",\"multipleOf\":5", "~ parameter limit (query): + multipleOf 5")]
    [InlineData("\"integer\"", "\"integer\",\"additionalProperties\":false", "~ parameter limit (query): + no other properties")]
    [InlineData("\"in\":\"query\"", "\"in\":\"query\",\"deprecated\":true", "~ parameter limit (query): + deprecated")]
    [InlineData("\"responses\"", "\"deprecated\":true,\"responses\"", "+ the operation: deprecated")]
    [InlineData("\"200\":{}", "\"200\":{},\"404\":{}", "+ response 404")]
    [InlineData("\"200\"", "\"201\"", "- response 200")]
    [InlineData("\"limit\"", "\"first\"", "+ parameter first (query): integer")]
    [InlineData("\"responses\"", "\"requestBody\":{\"content\":{\"application/json\":{\"schema\":{\"type\":\"array\",\"items\":{\"enum\":[\"A\",1]}}}}},\"responses\"", "+ request: application/json, array")]
    public void Names_each_change(string from, string to, string expected)
    {
        var comparison = ApiComparison.Compare(Write(Minimal), Write(Minimal.Replace(from, to, StringComparison.Ordinal)));
        Assert.Contains(expected, Assert.Single(comparison.Changed).Changes, StringComparer.Ordinal);
    }

    [Fact]
    public void Follows_references_that_are_cyclic_or_invalid()
    {
        var same = Schema("""{"$ref":"#/components/schemas/Node"}""", """{"Node":{"type":"object","properties":{"next":{"$ref":"#/components/schemas/Node"},"lost":{"$ref":"#/components/schemas/Lost"},"far":{"$ref":"https://example.com/a.json"}}}}""");
        var longer = same.Replace("\"next\"", "\"added\":{\"allOf\":[{\"$ref\":\"#/components/schemas/Node\"}]},\"next\"", StringComparison.Ordinal);
        Assert.True(ApiComparison.Compare(Write(same), Write(same)).IsSame);
        Assert.Equal(["+ response 200.added: as Node above"], Assert.Single(ApiComparison.Compare(Write(same), Write(longer)).Changed).Changes);
    }

    [Theory]
    [InlineData("", "is not JSON: ")]
    [InlineData("openapi: 3.0.0\npaths: {}", "is not JSON: ")]
    [InlineData("<html></html>", "is not JSON: ")]
    [InlineData("{\"paths\":{}", "is not JSON: ")]
    [InlineData("{\"paths\":{\"/a\":{\"get\":{}},\"/a\":{\"post\":{}}}}", "is not JSON: Duplicate property")]
    [InlineData("{\"paths\":{\"/\\ud800\":{\"get\":{}}}}", "has a text that cannot be read: ")]
    [InlineData("{\"swagger\":\"2.0\",\"paths\":{\"/a\":{\"get\":{}}}}", "is not an OpenAPI description: it is Swagger 2.0, and OpenAPI 3 is needed.")]
    [InlineData("null", "is not an OpenAPI description: it has no object \"paths\".")]
    [InlineData("[]", "is not an OpenAPI description: it has no object \"paths\".")]
    [InlineData("{\"openapi\":\"3.0.0\"}", "is not an OpenAPI description: it has no object \"paths\".")]
    [InlineData("{\"paths\":[\"/a\"]}", "is not an OpenAPI description: it has no object \"paths\".")]
    [InlineData("{\"paths\":{}}", "is not an OpenAPI description: it has no operations.")]
    [InlineData("{\"paths\":{\"/a\":null}}", "is not an OpenAPI description: the path /a is not an object.")]
    [InlineData("{\"paths\":{\"/a\":{\"get\":7}}}", "is not an OpenAPI description: the operation GET /a is not an object.")]
    public void Reports_why_a_file_cannot_be_compared(string content, string expected)
    {
        var file = Write(content);
        var problem = Assert.Throws<InvalidDataException>(() => ApiComparison.Compare(RecordedDescription("0.35"), file));
        Assert.StartsWith($"{file} {expected}", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Reports_that_a_file_cannot_be_read()
    {
        foreach (var path in new[] { Path.Combine(_folder.FullName, "missing.json"), _folder.FullName, "" })
        {
            Assert.StartsWith($"Cannot read {path}: ", Assert.Throws<InvalidDataException>(() => ApiComparison.Compare(path, RecordedDescription("0.35"))).Message, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("""{"paths":{"/a":{"get":{"parameters":"none","responses":[],"requestBody":null,"security":{},"tags":"x"},"parameters":7,"x-note":null}}}""")]
    [InlineData("""{"paths":{"/a":{"get":{"parameters":[null,7,{},{"name":1,"in":2,"schema":[]}],"responses":{"200":null,"201":{"content":[]},"202":{"content":{"a":null}}},"tags":[5]}}}}""")]
    [InlineData("""{"paths":{"/a":{"get":{"responses":{"200":{"content":{"a":{"schema":{"type":7,"enum":"A","allOf":{},"oneOf":[null],"properties":[],"required":"all","items":[1]}}}}}}}}}""")]
    [InlineData("""{"paths":{"}{":{"get":{}},"":{"get":{}},"/a":{"$ref":"#/nowhere"}}}""")]
    public void Reads_a_description_with_unexpected_types(string content) =>
        Assert.True(ApiComparison.Compare(Write(content), Write(content)).IsSame);

    [Fact]
    public void Stops_at_schemas_that_refer_to_each_other_too_often()
    {
        var schemas = string.Join(',', Enumerable.Range(0, 40).Select(i =>
            $$$"""  "S{{{i}}}":{"properties":{"a":{"$ref":"#/components/schemas/S{{{i + 1}}}"},"b":{"$ref":"#/components/schemas/S{{{i + 1}}}"} } }"""));
        var file = Write(Schema("""{"$ref":"#/components/schemas/S0"}""", $"{{{schemas}}}"));
        var problem = Assert.Throws<InvalidDataException>(() => ApiComparison.Compare(RecordedDescription("0.35"), file));
        Assert.StartsWith($"{file}: GET /a has more than 20000 fields: ", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Follows_a_long_chain_of_references_only_so_far()
    {
        var schemas = string.Join(',', Enumerable.Range(0, 50_000).Select(i => $$$"""  "S{{{i}}}":{"$ref":"#/components/schemas/S{{{i + 1}}}"}"""));
        var file = Write(Schema("""{"$ref":"#/components/schemas/S0"}""", $"{{{schemas}}}"));
        Assert.True(ApiComparison.Compare(file, file).IsSame);
    }

    [Fact]
    public void Names_the_operation_with_a_text_that_cannot_be_read()
    {
        var file = Write(Schema("""{"enum":["\ud800"]}""", "{}"));
        Assert.StartsWith($"{file}: GET /a cannot be read: ", Assert.Throws<InvalidDataException>(() => ApiComparison.Compare(file, file)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Keeps_operations_whose_paths_differ_only_in_the_names_of_placeholders()
    {
        var twice = """{"paths":{"/a/{x}":{"get":{}},"/a/{y}":{"get":{}}}}""";
        Assert.Equal(["GET /a/{y}"], ApiComparison.Compare(Write("""{"paths":{"/a/{x}":{"get":{}}}}"""), Write(twice)).Added, StringComparer.Ordinal);
    }

    [Theory]
    [InlineData("""{"type":"string","nullable":true}""", """{"type":["null","string"]}""", null)]
    [InlineData("""{"type":["string","integer"]}""", """{"type":["integer","string"]}""", null)]
    [InlineData("""{"type":"string"}""", """{"type":["string","null"]}""", "~ response 200: + nullable")]
    [InlineData("""{"$ref":"#/components/schemas/A"}""", """{"$ref":"#/components/schemas/A","nullable":true}""", "~ response 200: + nullable")]
    public void Compares_OpenAPI_3_0_with_3_1(string older, string newer, string? change)
    {
        var changes = ApiComparison.Compare(Write(Schema(older, """{"A":{"type":"string"}}""")), Write(Schema(newer, """{"A":{"type":"string"}}"""))).Changed;
        Assert.Equal(change is null ? [] : [change], changes.SelectMany(operation => operation.Changes), StringComparer.Ordinal);
    }

    [Fact]
    public void Compares_placeholders_by_their_position()
    {
        const string Older = """{"paths":{"/a/{id}":{"get":{"parameters":[{"name":"id","in":"path","required":true,"schema":{"type":"string"}}]}}}}""";
        var newer = Older.Replace("id", "key", StringComparison.Ordinal).Replace("string", "integer", StringComparison.Ordinal);
        Assert.Equal(["~ parameter 1 of the path: + integer, - string"], Assert.Single(ApiComparison.Compare(Write(Older), Write(newer)).Changed).Changes, StringComparer.Ordinal);
    }

    [Fact]
    public void Shows_no_control_characters_of_a_file()
    {
        var hostile = Minimal.Replace("/api/a/{id}", "/api/\\u001b[2J\\u0007\\r\\u202e/x", StringComparison.Ordinal);
        var text = ComparisonText.Write(ApiComparison.Compare(Write(Minimal), Write(hostile)), Rows);
        Assert.Contains("  GET /api/\uFFFD[2J\uFFFD\uFFFD\uFFFD/x\n", text, StringComparison.Ordinal);
        Assert.DoesNotContain('\u001b', text);
    }

    [Fact]
    public async Task The_program_ends_with_1_and_one_line_if_a_file_is_not_a_description()
    {
        var start = new ProcessStartInfo("dotnet", [typeof(ApiComparison).Assembly.Location, "compare", Write("{}")]) { UseShellExecute = false, RedirectStandardError = true, RedirectStandardOutput = true };
        using var process = Process.Start(start)!;
        var (error, output) = (process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken), process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken));
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.Equal(1, process.ExitCode);
        Assert.EndsWith("is not an OpenAPI description: it has no object \"paths\".", Assert.Single((await error).Split('\n', StringSplitOptions.RemoveEmptyEntries)).TrimEnd(), StringComparison.Ordinal);
        Assert.Empty(await output);
    }

    private static string RecordedDescription(string version) => OpenApiFile.PathFor(Repository.Root, version);

    private static string Schema(string schema, string schemas) =>
        """{"paths":{"/a":{"get":{"responses":{"200":{"content":{"application/json":{"schema":SCHEMA}}}}}}},"components":{"schemas":COMPONENTS}}"""
            .Replace("SCHEMA", schema, StringComparison.Ordinal).Replace("COMPONENTS", schemas, StringComparison.Ordinal);

    private string Write(string content)
    {
        var path = Path.Combine(_folder.FullName, $"{Guid.NewGuid():N}.json");
        File.WriteAllText(path, content, new UTF8Encoding(encoderShouldEmitUTF8Identifier: true));
        return path;
    }
}
