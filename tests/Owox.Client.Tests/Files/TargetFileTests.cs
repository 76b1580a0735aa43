using System;
using System.IO;
using System.Linq;
using Owox.Files;
using Xunit;

namespace Owox.Client.Tests;

public sealed class TargetFileTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("owox-target-").FullName;

    private string Target => Path.Combine(_folder, "rows.csv");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void It_appears_when_it_is_put_in_place()
    {
        File.WriteAllText(Target, "old");
        using (var file = TargetFile.Create(Target))
        {
            file.Stream.Write("new"u8);
            Assert.Equal("old", File.ReadAllText(Target));
            Assert.Equal(2, Names().Length);
            file.PutInPlace();
        }

        Assert.Equal("new", File.ReadAllText(Target));
        Assert.Equal(["rows.csv"], Names());
    }

    [Fact]
    public void Given_up_it_leaves_nothing()
    {
        using (var file = TargetFile.Create(Target))
        {
            file.Stream.Write("new"u8);
        }

        Assert.Empty(Names());
    }

    [Fact]
    public void What_a_killed_run_left_is_cleared_and_what_is_held_is_not()
    {
        File.WriteAllText(Path.Combine(_folder, ".rows.csv.0.owox-partial"), "left");
        File.WriteAllText(Path.Combine(_folder, ".rows.csv.0.owox-partial.owox-partial"), "left");
        File.WriteAllText(Path.Combine(_folder, ".other.csv.0.owox-partial"), "of another");
        using var live = TargetFile.Create(Target);

        using (var file = TargetFile.Create(Target))
        {
            file.PutInPlace();
        }

        Assert.Contains("rows.csv", Names());
        Assert.Contains(".other.csv.0.owox-partial", Names());
        Assert.Equal(3, Names().Length);
        live.PutInPlace();
    }

    [Theory]
    [InlineData(200)]
    [InlineData(251)]
    public void Long_names_are_written(int length)
    {
        var path = Path.Combine(_folder, new string('x', length) + ".csv");
        using (var file = TargetFile.Create(path))
        {
            file.PutInPlace();
        }

        Assert.Single(Names());
    }

    [Theory]
    [InlineData("x", 253)]
    [InlineData("日", 90)]
    public void Names_that_are_too_long_are_refused_at_once(string letter, int times)
    {
        var path = Path.Combine(_folder, string.Concat(Enumerable.Repeat(letter, times)) + ".csv");
        Assert.SkipWhen(OperatingSystem.IsWindows() && letter != "x", "Windows counts characters, not bytes.");

        var refused = Assert.Throws<OwoxFileException>(() => TargetFile.Create(path));

        Assert.Equal((ErrorReason.FileNotWritten, path), (refused.Reason, refused.Path));
        Assert.Empty(Names());
    }

    [Theory]
    [InlineData("abc", 3, "abc")]
    [InlineData("abc", 2, "ab")]
    [InlineData("日本", 5, "日")]
    [InlineData("🚀🚀", 7, "🚀")]
    [InlineData("é", 1, "")]
    [InlineData("", 0, "")]
    public void Names_are_cut_between_characters(string text, int bytes, string cut) => Assert.Equal(cut, FileName.Shorten(text, bytes));

    private string[] Names() => Directory.GetFileSystemEntries(_folder).Select(static path => Path.GetFileName(path)!).ToArray();
}
