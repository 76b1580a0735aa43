using System.Text;
using Owox.Audit;
using Xunit;

namespace Owox.Client.Tests.Audit;

/// <summary>Several writers append complete lines to one file, which is renamed at its maximum size.</summary>
public sealed class AuditFileTests : IDisposable
{
    private readonly string _folder = Directory.CreateDirectory(Path.Combine(Path.GetTempPath(), Guid.NewGuid().ToString("N"))).FullName;

    private string Log => Path.Combine(_folder, "audit.jsonl");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task WritersDoNotMixTheirLinesAndLoseNoneAtARotation()
    {
        await Task.WhenAll(Enumerable.Range(0, 8).Select(writer => Task.Run(async () =>
        {
            var file = new AuditFile(Log, maxBytes: 2_000, TimeSpan.FromSeconds(60));
            for (var i = 0; i < 50; i++)
            {
                await file.AppendAsync(Encoding.UTF8.GetBytes($"{writer}-{i}-{new string('x', 60)}\n"), CancellationToken.None);
            }
        })));

        var files = AuditFile.Rotated(Log).Select(static old => old.Path).Append(Log).ToArray();
        Assert.True(files.Length > 5);
        Assert.All(files, static file => Assert.InRange(new FileInfo(file).Length, 1, 2_000));
        var lines = files.SelectMany(File.ReadAllLines).ToArray();
        Assert.All(lines, static line => Assert.EndsWith(new string('x', 60), line, StringComparison.Ordinal));
        Assert.Equal(400, lines.Distinct(StringComparer.Ordinal).Count());
        Assert.Equal(400, lines.Length);
    }

    [Fact]
    public async Task TheLinesOfOneWriterStayInOrder()
    {
        var file = new AuditFile(Log, maxBytes: 30, TimeSpan.FromSeconds(10));
        for (var i = 0; i < 30; i++)
        {
            await file.AppendAsync(Encoding.UTF8.GetBytes($"{i:D4} 567890\n"), CancellationToken.None);
        }

        var lines = AuditFile.Rotated(Log).Select(static old => old.Path).Append(Log).SelectMany(File.ReadAllLines).ToArray();
        Assert.Equal(lines.Order(StringComparer.Ordinal), lines);
        Assert.Equal(30, lines.Length);
    }

    [Fact]
    public async Task AReaderDoesNotPreventAWriter()
    {
        var file = new AuditFile(Log, maxBytes: 1_000, TimeSpan.FromSeconds(10));
        await file.AppendAsync("a\n"u8.ToArray(), CancellationToken.None);
        using var reader = new FileStream(Log, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        await file.AppendAsync("b\n"u8.ToArray(), CancellationToken.None);
        Assert.Equal(4, reader.Length);
    }

    [Fact]
    public async Task AWriterThatWaitsTooLongFails()
    {
        using var held = new FileStream(Log + ".lock", FileMode.Create, FileAccess.ReadWrite, FileShare.None);
        var file = new AuditFile(Log, maxBytes: 1_000, TimeSpan.FromMilliseconds(50));
        var error = await Assert.ThrowsAsync<OwoxFileException>(() => file.AppendAsync("a\n"u8.ToArray(), CancellationToken.None));
        Assert.Equal(ErrorReason.AuditLogFailed, error.Reason);
        Assert.False(File.Exists(Log));
    }

    [Fact]
    public async Task AWriterThatWaitsCanBeCanceled()
    {
        using var held = new FileStream(Log + ".lock", FileMode.Create, FileAccess.ReadWrite, FileShare.None);
        using var cancellation = new CancellationTokenSource();
        var writing = new AuditFile(Log, maxBytes: 1_000, TimeSpan.FromMinutes(5)).AppendAsync("a\n"u8.ToArray(), cancellation.Token);
        Assert.False(writing.IsCompleted);
        cancellation.Cancel();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => writing);
        Assert.False(File.Exists(Log));
    }

    [Fact]
    public async Task ALockFileOfAnEndedProcessDoesNotMatter()
    {
        File.WriteAllText(Log + ".lock", "");
        await new AuditFile(Log, maxBytes: 1_000, TimeSpan.Zero).AppendAsync("a\n"u8.ToArray(), CancellationToken.None);
        Assert.Equal("a\n", File.ReadAllText(Log));
    }

    [Fact]
    public async Task AnotherProgramCanRenameTruncateAndDeleteTheFileBetweenLines()
    {
        var file = new AuditFile(Log, maxBytes: 1_000, TimeSpan.FromSeconds(10));
        await file.AppendAsync("a\n"u8.ToArray(), CancellationToken.None);
        File.Move(Log, Log + ".1");
        await file.AppendAsync("b\n"u8.ToArray(), CancellationToken.None);
        File.WriteAllText(Log, "");
        await file.AppendAsync("c\n"u8.ToArray(), CancellationToken.None);
        Assert.Equal("c\n", File.ReadAllText(Log));
        File.Delete(Log);
        await file.AppendAsync("d\n"u8.ToArray(), CancellationToken.None);
        Assert.Equal("d\n", File.ReadAllText(Log));
        Assert.Equal("a\n", File.ReadAllText(Log + ".1"));
    }

    [Fact]
    public void FilesOfOtherProgramsAreReadWithTheHighestNumberFirst()
    {
        foreach (var ending in new[] { ".1", ".2", ".10", ".000001", ".000002", ".gz", ".2.gz", ".lock", ".0" })
        {
            File.WriteAllText(Log + ending, "");
        }

        Assert.Equal([".10", ".2", ".1", ".000001", ".000002"], AuditFile.Rotated(Log).Select(old => old.Path.Substring(Log.Length)));
    }
}
