using Xunit;

namespace Owox.PowerShell.Tests.Engine;

/// <summary>Runs the Pester files of an area, one test for each file and build. The classes of the areas run in parallel.</summary>
public abstract class PesterTests(PesterSession session)
{
    private static readonly TimeSpan FileTimeout = TimeSpan.FromMinutes(12);

    /// <summary>Whether files of the area need the package, which takes a minute to create.</summary>
    private protected virtual bool NeedsPackage => false;

    private protected async Task RunAsync(string file, string build)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        limit.CancelAfter(FileTimeout);
        var worker = await session.Workers.RentAsync(build, NeedsPackage);
        var report = await worker.RunAsync(Path.Combine(Repository.Pester, file), limit.Token);
        var output = worker.Output;

        // A process that does not end the file is stopped, and not returned.
        session.Workers.Return(worker, build, NeedsPackage);
        var skipped = report.Skipped.Count == 0 ? "" : $", {report.Skipped.Count} skipped: {string.Join("; ", report.Skipped)}";
        TestContext.Current.TestOutputHelper?.WriteLine($"{report.Passed} passed{skipped}");
        Assert.True(report.Failed.Count == 0, $"{report.Failed.Count} failed:\n\n{report}\n\n{output}");
        Assert.SkipWhen(report.Passed == 0 && report.SkipReasons.Count > 0, string.Join(" ", report.SkipReasons));
        Assert.True(report.Passed + report.Skipped.Count > 0, $"The file contains no test.\n{output}");
    }
}
