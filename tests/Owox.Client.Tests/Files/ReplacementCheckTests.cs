#if NET8_0_OR_GREATER
using Owox.Files.Atomic;
using Owox.Http.Options;

using System.Diagnostics;
using Xunit;

namespace Owox.Client.Tests.Files;

public sealed class ReplacementCheckTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("owox-check-").FullName;

    private string Target => Path.Combine(_folder, "rows.csv");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void A_folder_is_reported()
    {
        Directory.CreateDirectory(Target);
        AssertReported("a folder has this name");
    }

    [Fact]
    public void A_named_pipe_is_reported()
    {
        Run("mkfifo", Target);
        AssertReported("a named pipe (FIFO)");
    }

    [Fact]
    public void A_link_to_a_device_is_reported()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no such devices.");
        File.CreateSymbolicLink(Target, "/dev/null");
        Assert.Contains("a device", Assert.Throws<OwoxFileException>(() => AtomicFile.Create(Target, new ClientTimings())).Message, StringComparison.Ordinal);
        Assert.Single(Directory.GetFileSystemEntries(_folder));
    }

    [Fact]
    public void A_mount_point_is_reported()
    {
        RequireRoot();
        File.WriteAllText(Target, "old");
        var source = Path.Combine(_folder, "source.csv");
        File.WriteAllText(source, "source");
        Run("mount", "--bind", source, Target);
        try
        {
            AssertReported("a mount point");
        }
        finally
        {
            Run("umount", Target);
        }
    }

    [Fact]
    public async Task The_owner_and_the_group_of_the_replaced_file_are_kept()
    {
        RequireRoot();
        File.WriteAllText(Target, "old");
        Run("chown", "12345:23456", Target);
        using (var file = AtomicFile.Create(Target, new ClientTimings()))
        {
            file.Stream.Write("new"u8);
            await file.ReplaceTargetAsync(overwrite: true, TestContext.Current.CancellationToken);
            Assert.Null(file.Warning);
        }

        Assert.Equal("new", await File.ReadAllTextAsync(Target, TestContext.Current.CancellationToken));
        Assert.Equal((12345u, 23456u), (UnixFile.Read(Target)!.User, UnixFile.Read(Target)!.Group));
    }

    [Fact]
    public void Permissions_that_cannot_be_set_are_a_warning()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "On Windows the replacement keeps them.");
        File.WriteAllText(Target, "old");

        // A missing file simulates a file system that rejects the change.
        var warning = FilePermissions.Apply(Path.Combine(_folder, "gone"), Target, Path.Combine(_folder, "probe"));

        Assert.Equal($"The file '{Target}' is complete, but it does not have the permissions of the file that it replaced: this account or the file system does not allow it.", warning);
    }

    private static void RequireRoot() =>
        Assert.SkipUnless(OperatingSystem.IsLinux() && Environment.UserName == "root", "Only root on Linux may do this.");

    private static void Run(string command, params string[] arguments)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no such files.");
        using var process = Process.Start(command, arguments);
        process.WaitForExit();
        Assert.SkipWhen(process.ExitCode != 0, $"{command} is not possible here.");
    }

    private void AssertReported(string expected)
    {
        var before = Directory.GetFileSystemEntries(_folder).Length;
        var error = Assert.Throws<OwoxFileException>(() => AtomicFile.Create(Target, new ClientTimings()));
        Assert.Equal((ErrorReason.FileWriteFailed, Target), (error.Reason, error.Path));
        Assert.Contains(expected, error.Message, StringComparison.Ordinal);
        Assert.Equal(before, Directory.GetFileSystemEntries(_folder).Length);
    }
}
#endif
