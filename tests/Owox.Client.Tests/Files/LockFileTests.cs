using Owox.Files.Atomic;
using Xunit;

namespace Owox.Client.Tests.Files;

public sealed class LockFileTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("owox-lock-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task HasOneHolderAtATime()
    {
        var path = Path.Combine(_folder, "new", "rows.owox-lock");
        var holders = 0;
        var most = 0;

        // A holder deletes the file when it releases it, while the others try to open it.
        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() =>
        {
            for (var taken = 0; taken < 200;)
            {
                try
                {
                    using var held = LockFile.Open(path);
                    most = Math.Max(most, Interlocked.Increment(ref holders));
                    taken++;
                    Thread.Yield();
                    Interlocked.Decrement(ref holders);
                }
                catch (IOException)
                {
                    Thread.Yield();
                }
            }
        }, TestContext.Current.CancellationToken)));

        Assert.Equal(1, most);
        Assert.False(File.Exists(path));
    }

    [Fact]
    public void IsTakenOverAfterItsHolderWasKilled()
    {
        var path = Path.Combine(_folder, "rows.owox-lock");
        File.WriteAllText(path, "the rest of a longer text");
        using (LockFile.Open(path))
        {
            Assert.Throws<IOException>(() => LockFile.Open(path));
        }

        Assert.False(File.Exists(path));
    }
}
