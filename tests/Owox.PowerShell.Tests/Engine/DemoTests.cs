using System.Text.RegularExpressions;
using Xunit;

namespace Owox.PowerShell.Tests.Engine;

/// <summary>The demo finds PowerShell. PATH contains only the programs that a test adds.</summary>
public sealed class DemoTests : IDisposable
{
    // No proxy listens at this address.
    private const string NoProxy = "http://127.0.0.1:9";

    private readonly string _programs = Directory.CreateTempSubdirectory("owox-path-").FullName;

    public void Dispose() => Directory.Delete(_programs, recursive: true);

    [Fact]
    public async Task WithoutNetworkItReportsOneErrorWithTheCommand()
    {
        AssertReportsTheCommand(await RunDemoWithoutNetworkAsync());
    }

    [Fact]
    public async Task AnOlderPowerShellOnPathIsNotUsed()
    {
        AddScript("pwsh", "echo /old/pwsh; echo /old; echo 7.2");
        AssertReportsTheCommand(await RunDemoWithoutNetworkAsync());
    }

    [Fact]
    public async Task WithOnlyTheSdkItRestoresPowerShellAndRunsTheMainJob()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows needs a privilege to create symbolic links.");
        File.CreateSymbolicLink(Path.Combine(_programs, "dotnet"), Tool.Find("dotnet")!);
        var (code, output) = await RunDemoAsync([]);
        Assert.SkipWhen(output.Contains("'dotnet tool restore' failed", StringComparison.Ordinal), "The .NET tool PowerShell cannot be restored here.");
        Assert.True(code == 0, output);
        Assert.Matches(new Regex(@"^PowerShell 7\.4 or later is not on PATH\. The \.NET tool PowerShell 7\.\d+ of \.config/dotnet-tools\.json is used\.$", RegexOptions.Multiline, TimeSpan.FromSeconds(10)), output);
        foreach (var line in new[] { "PS> Connect-OwoxDataMarts", "PS> Get-OwoxDataMart 'Orders*'", "PS> Export-OwoxDataMart -Id $id", "PS> Disconnect-OwoxDataMarts" })
        {
            Assert.Contains(line, output, StringComparison.Ordinal);
        }
    }

    private static void AssertReportsTheCommand((int ExitCode, string Output) run)
    {
        Assert.Equal(1, run.ExitCode);
        Assert.StartsWith("PowerShell 7.4 or later is not on PATH, and 'dotnet tool restore' failed. Connect to the network and run 'dotnet tool restore'", run.Output, StringComparison.Ordinal);
        Assert.Contains("service index", run.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", run.Output, StringComparison.Ordinal);
    }

    private void AddScript(string name, string body)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "The stand-ins are scripts of sh.");
        var path = Path.Combine(_programs, name);
        File.WriteAllText(path, $"#!/bin/sh\n{body}\n");
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
    }

    // With an empty package cache and a proxy that does not respond.
    private Task<(int ExitCode, string Output)> RunDemoWithoutNetworkAsync()
    {
        var account = Path.Combine(_programs, "account");
        return RunDemoAsync(new(StringComparer.Ordinal)
        {
            ["HOME"] = account,
            ["DOTNET_CLI_HOME"] = account,
            ["NUGET_PACKAGES"] = Path.Combine(account, "packages"),
            ["NUGET_ENHANCED_MAX_NETWORK_TRY_COUNT"] = "1",
            ["HTTP_PROXY"] = NoProxy,
            ["HTTPS_PROXY"] = NoProxy,
            ["http_proxy"] = NoProxy,
            ["https_proxy"] = NoProxy,
        });
    }

    private Task<(int ExitCode, string Output)> RunDemoAsync(Dictionary<string, string?> environment)
    {
        environment["PATH"] = _programs;

        // The messages of dotnet depend on the language of the account.
        environment["DOTNET_CLI_UI_LANGUAGE"] = "en";
        return Tool.RunAsync(Tool.Find("dotnet")!, [Repository.Demo], environment, TestContext.Current.CancellationToken);
    }
}
