using System.Globalization;
using System.Text.RegularExpressions;
using Owox.PowerShell.Tests.Engine;
using Owox.Sandbox;
using Xunit;

namespace Owox.PowerShell.Tests;

/// <summary>
/// Runs the client's tests on Mono, with a sandbox. Outside of Windows, Mono is the closest runtime to .NET Framework and Windows PowerShell 5.1.
/// Tests that fail because Mono itself behaves differently are excluded; each has a comment with the reason. The tests run after all others, because
/// many of them have timeouts that a busy machine exceeds.
/// </summary>
[Collection(nameof(MonoTests))]
[CollectionDefinition(nameof(MonoTests), DisableParallelization = true)]
public sealed class MonoTests
{
    private const string Missing = "mono was not found on PATH, so the tests of the client were not run on Mono.";

    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(10);

    private static readonly string[] Names = ["HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "http_proxy", "https_proxy", "all_proxy"];

    [Fact]
    public async Task TheTestsOfTheClientPass()
    {
        var mono = Tool.Find("mono");
        Assert.SkipWhen(mono is null, Missing);
        await using var sandbox = await SandboxServer.StartAsync(new SandboxOptions { Https = true, Proxy = true, Rows = 20_000 });
        var environment = new Dictionary<string, string?>(StringComparer.Ordinal) { ["OWOX_TEST_SANDBOX"] = sandbox.Info.ToJson() };
        foreach (var name in Names)
        {
            environment[name] = null;
        }

        using var limit = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        limit.CancelAfter(Limit);
        var (code, output) = await Tool.RunAsync(mono!, [Repository.MonoTests, "-trait-", "Differs on=Mono", "-noColor"], environment, limit.Token);
        var sums = Regex.Match(output, @"Total: (?<total>\d+), Errors: 0, Failed: 0, Skipped: 0,", RegexOptions.None, TimeSpan.FromSeconds(10));
        TestContext.Current.TestOutputHelper?.WriteLine(sums.Value);
        Assert.True(code == 0 && sums.Success, $"Mono exited with code {code}:\n{output}");
        Assert.True(int.Parse(sums.Groups["total"].Value, CultureInfo.InvariantCulture) > 800, $"Tests are missing:\n{output}");
    }
}
