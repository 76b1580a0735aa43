using Xunit;

namespace Owox.PowerShell.Tests.Engine;

/// <summary>Verifies that 'dotnet test' runs every Pester file.</summary>
public sealed class PesterFileTests
{
    [Fact]
    public void EveryFolderHasAClass()
    {
        var classes = typeof(PesterTests).Assembly.GetTypes()
            .Where(static type => type.IsSubclassOf(typeof(PesterTests)))
            .Select(static type => type.Name[..^"PesterTests".Length])
            .Order(StringComparer.Ordinal);
        Assert.Equal(PesterFiles.Areas, classes, StringComparer.Ordinal);
    }

    [Fact]
    public void NoFileIsOutsideTheFolders() =>
        Assert.All(
            Directory.EnumerateFiles(Repository.Pester, "*.Tests.ps1", SearchOption.AllDirectories),
            static path => Assert.True(Path.GetRelativePath(Repository.Pester, path).Split(Path.DirectorySeparatorChar) is [not "Support", _], path));

    [Fact]
    public void TheFilesForBothBuildsExist() =>
        Assert.All(PesterFiles.ForBothBuilds, static file => Assert.True(File.Exists(Path.Combine(Repository.Pester, file)), file));

    [Fact]
    public void TheFilesForWineExistAndIncludeThoseForWindows()
    {
        Assert.All(PesterFiles.ForWine, static file => Assert.True(File.Exists(Path.Combine(Repository.Pester, file)), file));
        var forWindows = Directory.EnumerateFiles(Repository.Pester, "*.Tests.ps1", SearchOption.AllDirectories)
            .Select(static path => Path.GetRelativePath(Repository.Pester, path).Replace('\\', '/'))
            .Where(PesterFiles.IsForWindowsOnly);
        Assert.All(forWindows, static file => Assert.Contains(file, PesterFiles.ForWine, StringComparer.Ordinal));
    }
}
