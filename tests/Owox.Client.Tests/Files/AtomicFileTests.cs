using Owox.Files.Atomic;
using Owox.Http.Options;
using Xunit;

namespace Owox.Client.Tests.Files;

public sealed class AtomicFileTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("owox-target-").FullName;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private string Target => Path.Combine(_folder, "rows.csv");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task The_target_is_unchanged_until_the_file_replaces_it()
    {
        File.WriteAllText(Target, "old");
        using (var file = AtomicFile.Create(Target, new ClientTimings()))
        {
            file.Stream.Write("new"u8);
            Assert.Equal("old", File.ReadAllText(Target));
            Assert.Equal(2, Names().Length);
            await file.ReplaceTargetAsync(overwrite: true, Token);
        }

        Assert.Equal("new", File.ReadAllText(Target));
        Assert.Equal(["rows.csv"], Names());
    }

    [Fact]
    public void Disposing_the_file_early_deletes_it()
    {
        using (var file = AtomicFile.Create(Target, new ClientTimings()))
        {
            file.Stream.Write("new"u8);
        }

        Assert.Empty(Names());
    }

    [Fact]
    public async Task Files_of_terminated_runs_are_deleted_and_open_files_are_kept()
    {
        File.WriteAllText(Path.Combine(_folder, ".rows.csv.0.owox-partial"), "left");
        File.WriteAllText(Path.Combine(_folder, ".rows.csv.0.owox-partial.owox-partial"), "left");
        File.WriteAllText(Path.Combine(_folder, ".other.csv.0.owox-partial"), "of another");
        using var live = AtomicFile.Create(Target, new ClientTimings());

        using (var file = AtomicFile.Create(Target, new ClientTimings()))
        {
            await file.ReplaceTargetAsync(overwrite: true, Token);
        }

        Assert.Contains("rows.csv", Names());
        Assert.Contains(".other.csv.0.owox-partial", Names());
        Assert.Equal(3, Names().Length);
        await live.ReplaceTargetAsync(overwrite: true, Token);
    }

    [Theory]
    [InlineData(200)]
    [InlineData(251)]
    public async Task Long_names_are_written(int length)
    {
        var path = Path.Combine(_folder, new string('x', length) + ".csv");
        using (var file = AtomicFile.Create(path, new ClientTimings()))
        {
            await file.ReplaceTargetAsync(overwrite: true, Token);
        }

        Assert.Single(Names());
    }

    [Theory]
    [InlineData("x", 253)]
    [InlineData("日", 90)]
    public void Names_that_are_too_long_are_rejected_immediately(string letter, int times)
    {
        var path = Path.Combine(_folder, string.Concat(Enumerable.Repeat(letter, times)) + ".csv");
        Assert.SkipWhen(OperatingSystem.IsWindows() && letter != "x", "Windows counts characters, not bytes.");

        var error = Assert.Throws<OwoxFileException>(() => AtomicFile.Create(path, new ClientTimings()));

        Assert.Equal((ErrorReason.FileWriteFailed, path), (error.Reason, error.Path));
        Assert.Empty(Names());
    }

    [Theory]
    [InlineData("abc", 3, "abc")]
    [InlineData("abc", 2, "ab")]
    [InlineData("日本", 5, "日")]
    [InlineData("🚀🚀", 7, "🚀")]
    [InlineData("é", 1, "")]
    [InlineData("", 0, "")]
    public void Names_are_truncated_between_characters(string text, int bytes, string cut) => Assert.Equal(cut, FileName.TruncateUtf8(text, bytes));

    private string[] Names() => Directory.GetFileSystemEntries(_folder).Select(static path => Path.GetFileName(path)!).ToArray();
}
