using Owox.PowerShell.Tests;
using Owox.Windows.Tests.Wine;
using Xunit;

namespace Owox.Windows.Tests;

/// <summary>Runs the Pester files of tests/Pester/windows.txt in the Windows build of PowerShell, one test for each file.</summary>
public sealed class WinePesterTests(WineSession session) : IClassFixture<WineSession>
{
    private static readonly TimeSpan FileTimeout = TimeSpan.FromMinutes(5);

    public static TheoryData<string> Files =>
        [.. File.ReadAllLines(Path.Combine(Repository.Pester, "windows.txt")).Where(static line => line.Length > 0 && line[0] != '#')];

    [Theory]
    [MemberData(nameof(Files))]
    public async Task Passes(string file)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        var missing = await session.PrepareAsync(limit.Token);
        Assert.SkipWhen(missing is not null, missing ?? "");
        limit.CancelAfter(FileTimeout);
        var report = await session.Worker.RunAsync(Path.Combine(Repository.Pester, file), limit.Token);
        TestContext.Current.TestOutputHelper?.WriteLine($"{report.Passed} passed, {report.Skipped.Count} skipped: {string.Join("; ", report.Skipped)}");
        Assert.True(report.Failed.Count == 0, $"{report.Failed.Count} failed:\n\n{report}\n\n{session.Worker.Output}");
        Assert.True(report.Passed > 0, $"No test ran.\n{session.Worker.Output}");
    }
}
