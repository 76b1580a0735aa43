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
    public void WritersDoNotMixTheirLinesAndLoseNoneAtARotation()
    {
        Parallel.For(0, 8, writer =>
        {
            var file = new AuditFile(Log, maxBytes: 2_000, TimeSpan.FromSeconds(60));
            for (var i = 0; i < 50; i++)
            {
                file.Append(Encoding.UTF8.GetBytes($"{writer}-{i}-{new string('x', 60)}\n"));
            }
        });

        var files = AuditFile.Rotated(Log).Select(static old => old.Path).Append(Log).ToArray();
        Assert.True(files.Length > 5);
        Assert.All(files, static file => Assert.InRange(new FileInfo(file).Length, 1, 2_000));
        var lines = files.SelectMany(File.ReadAllLines).ToArray();
        Assert.All(lines, static line => Assert.EndsWith(new string('x', 60), line, StringComparison.Ordinal));
        Assert.Equal(400, lines.Distinct(StringComparer.Ordinal).Count());
        Assert.Equal(400, lines.Length);
    }

    [Fact]
    public void TheLinesOfOneWriterStayInOrder()
    {
        var file = new AuditFile(Log, maxBytes: 30, TimeSpan.FromSeconds(10));
        for (var i = 0; i < 30; i++)
        {
            file.Append(Encoding.UTF8.GetBytes($"{i:D4} 567890\n"));
        }

        var lines = AuditFile.Rotated(Log).Select(static old => old.Path).Append(Log).SelectMany(File.ReadAllLines).ToArray();
        Assert.Equal(lines.Order(StringComparer.Ordinal), lines);
        Assert.Equal(30, lines.Length);
    }

    [Fact]
    public void AReaderDoesNotPreventAWriter()
    {
        var file = new AuditFile(Log, maxBytes: 1_000, TimeSpan.FromSeconds(10));
        file.Append("a\n"u8.ToArray());
        using var reader = new FileStream(Log, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        file.Append("b\n"u8.ToArray());
        Assert.Equal(4, reader.Length);
    }

    [Fact]
    public void AWriterThatWaitsTooLongFails()
    {
        using var held = new FileStream(Log + ".lock", FileMode.Create, FileAccess.ReadWrite, FileShare.None);
        var file = new AuditFile(Log, maxBytes: 1_000, TimeSpan.FromMilliseconds(50));
        var error = Assert.Throws<OwoxFileException>(() => file.Append("a\n"u8.ToArray()));
        Assert.Equal(ErrorReason.AuditLogFailed, error.Reason);
        Assert.False(File.Exists(Log));
    }
}
