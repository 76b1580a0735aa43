using System.Text.Json;
using Owox.Operations;
using Xunit;

namespace Owox.Client.Tests.Architecture;

/// <summary>The table of operations contains each operation in the descriptions of the server's versions.</summary>
public sealed class OperationTests
{
    private static readonly string[] Methods = ["get", "post", "put", "patch", "delete"];

    [Theory]
    [InlineData("0.31")]
    [InlineData("0.35")]
    public void EachOperationOfTheServerIsInTheTable(string version)
    {
        var file = Path.Combine(SourceFolders.Repository, "tests", "contract", $"openapi-{version}.json");
        using var description = JsonDocument.Parse(File.ReadAllText(file));
        var missing =
            from path in description.RootElement.GetProperty("paths").EnumerateObject()
            where path.Name.StartsWith("/api/", StringComparison.Ordinal)
            from operation in path.Value.EnumerateObject()
            where Methods.Contains(operation.Name, StringComparer.Ordinal)
            let method = operation.Name.ToUpperInvariant()
            let sample = string.Join('/', path.Name.Split('/').Select(static part => part.StartsWith('{') ? "x1" + part[(part.IndexOf('}', StringComparison.Ordinal) + 1)..] : part))
            let found = OperationTable.Current.Classify(method, new Uri("https://owox.example.com" + sample))
            where found.Template is null || Normalize(found.Template) != Normalize(path.Name)
            select $"{method} {path.Name}: {found.Template}";
        Assert.Empty(missing);
    }

    private static string Normalize(string template) => string.Join('/', template.Split('/').Select(static part => part.StartsWith('{') ? "{}" + part[(part.IndexOf('}', StringComparison.Ordinal) + 1)..] : part));
}
