using Owox.Operations;
using Xunit;

namespace Owox.Client.Tests.Operations;

/// <summary>What a request does is determined by its method and its path; unusual spellings require a scope for all areas.</summary>
public sealed class OperationTableTests
{
    public static TheoryData<string, string, string> Known => new()
    {
        { "GET", "/api/data-marts", "DataMarts:Read" },
        { "GET", "/api/data-marts/a-1/runs", "Runs:Read" },
        { "GET", "/api/data-marts/runs?limit=1", "Runs:Read" },
        { "GET", "/api/external/http-data/data-marts/a.ndjson?limit=1", "Rows:Read" },
        { "POST", "/api/data-marts/a/manual-run", "Runs:Write" },
        { "POST", "/api/data-marts/data-quality/summaries", "DataMarts:Read" },
        { "DELETE", "/api/data-destinations/a%2Db", "Destinations:Write" },
        { "POST", "/api/auth/api-keys/exchange", "Session:Read" },
    };

    /// <summary>Each would be understood as another operation by some server or proxy.</summary>
    public static TheoryData<string, string, string> Unusual => new()
    {
        { "GET", "/api/External/http-data/data-marts/a.ndjson", "Api:Read" },
        { "GET", "/api/external/http-data/data-marts/a.NDJSON", "Api:Read" },
        { "GET", "/api/external//http-data/data-marts/a.ndjson", "Api:Read" },
        { "GET", "/api/data-marts/RUNS", "Api:Read" },
        { "GET", "/api/data-marts/runs/", "Api:Read" },
        { "GET", "/api/data-marts/runs;x", "Api:Read" },
        { "GET", "/api/data-marts/a;x/runs", "Api:Read" },
        { "GET", "/api/data-marts/a%2Fruns", "Api:Read" },
        { "GET", "/api/data-marts/a%252Fruns", "Api:Read" },
        { "GET", "/api/data-marts/%20", "Api:Read" },
        { "GET", "/api/data-marts/..%2Fruns", "Api:Read" },
        { "GET", "/api/external/http-data/data-marts/.ndjson", "Api:Read" },
        { "HEAD", "/api/data-marts", "Api:Read" },
        { "POST", "/api/data-marts/data-quality/Summaries", "Api:Write" },
        { "POST", "/api/data-marts/data-quality/summaries/", "Api:Write" },
        { "POST", "/api/auth/api-keys/Exchange", "Api:Write" },
        { "get", "/api/data-marts", "Api:Write" },
        { "PURGE", "/api/data-marts", "Api:Write" },
        { "GET", "/api/data-marts/a?_method=DELETE", "Api:Write" },
        { "GET", "/api/data-marts/a?x=1&%5Fmethod=DELETE", "Api:Write" },
        { "POST", "/api/later/things", "Api:Write" },
        { "GET", "/api/later/things", "Api:Read" },
        { "GET", "/", "Api:Read" },
    };

    [Theory]
    [MemberData(nameof(Known))]
    public void AKnownRequestHasTheScopeOfItsArea(string method, string path, string scope)
    {
        var operation = Classify(method, path);
        Assert.NotNull(operation.Template);
        Assert.Equal(scope, operation.Scopes[0].ToString());
    }

    [Theory]
    [MemberData(nameof(Unusual))]
    public void AnUnusualRequestRequiresAScopeForAllAreas(string method, string path, string scope)
    {
        var operation = Classify(method, path);
        Assert.Null(operation.Template);
        Assert.Equal(scope, Assert.Single(operation.Scopes).ToString());
        Assert.Equal(DataMartSource.Several, operation.DataMarts);
    }

    [Theory]
    [InlineData("X-HTTP-Method-Override")]
    [InlineData("x-http-method")]
    [InlineData("X-Method-Override")]
    public void AHeaderWithAnotherMethodRequiresAScopeForAllChanges(string header)
    {
        using var message = new HttpRequestMessage(HttpMethod.Get, "https://owox.example.com/api/data-marts");
        message.Headers.Add(header, "DELETE");
        Assert.Equal("Api:Write", OperationTable.Current.Classify(message).Scopes[0].ToString());
    }

    [Theory]
    [InlineData("/api/data-marts/x/../runs", "/api/data-marts/runs")]
    [InlineData("/api/data-marts/%2e%2e/reports", "/api/reports")]
    [InlineData("/api/data-marts/./runs", "/api/data-marts/runs")]
    public void DotSegmentsAreResolvedAsTheyAreSent(string path, string sent) =>
        Assert.Equal(Classify("GET", sent).Template, Classify("GET", path).Template);

    [Fact]
    public void OnlyTheseOperationsReadWithAnotherMethodThanGet() => Assert.Equal(
        [
            "POST /api/auth/api-keys/exchange", "POST /api/data-marts/data-last-updated/refresh", "POST /api/data-marts/data-quality/summaries",
            "POST /api/data-marts/health-status", "POST /api/markdown/parse-to-html", "POST /auth/better-auth/sign-in/email", "POST /auth/better-auth/sign-out",
        ],
        OperationTable.Current.Operations.Where(static o => o.IsRead && o.Method != "GET").Select(static o => $"{o.Method} {o.Template}").Order(StringComparer.Ordinal));

    private static Operation Classify(string method, string path) => OperationTable.Current.Classify(method, new Uri("https://owox.example.com" + path));
}
