namespace Owox.Bench.Ablation;

/// <summary>Builds the module from a copy of its sources, once unchanged and once without each optimization.</summary>
/// <param name="repository">The root of the repository.</param>
/// <param name="folder">The folder of the copy and of the modules.</param>
internal sealed class ModuleVariants(string repository, string folder)
{
    private readonly string _copy = Path.Combine(folder, "sources");

    /// <summary>Builds the module without an optimization, or unchanged for null, and returns the path of its manifest.</summary>
    /// <exception cref="InvalidOperationException">The sources do not contain the text of the optimization, or do not build.</exception>
    public async Task<string> BuildAsync(Optimization? optimization)
    {
        if (!Directory.Exists(_copy))
        {
            CopySources();
        }

        var originals = optimization is null ? [] : await RemoveAsync(optimization);
        try
        {
            var target = Directory.CreateDirectory(Path.Combine(folder, Guid.NewGuid().ToString("N"))).FullName;
            return await ModuleCopy.BuildAsync(_copy, target);
        }
        finally
        {
            foreach (var (path, text) in originals)
            {
                await File.WriteAllTextAsync(path, text);
            }
        }
    }

    private async Task<Dictionary<string, string>> RemoveAsync(Optimization optimization)
    {
        var path = Path.Combine(_copy, "src", optimization.Path);
        var originals = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var file in File.Exists(path) ? [path] : Directory.EnumerateFiles(path, "*.cs", SearchOption.AllDirectories))
        {
            var text = await File.ReadAllTextAsync(file);
            if (text.Contains(optimization.Find, StringComparison.Ordinal))
            {
                originals.Add(file, text);
                await File.WriteAllTextAsync(file, text.Replace(optimization.Find, optimization.Replace, StringComparison.Ordinal));
            }
        }

        return originals.Count > 0 ? originals : throw new InvalidOperationException($"src/{optimization.Path} does not contain the text of '{optimization.Name}'.");
    }

    private void CopySources()
    {
        foreach (var name in (string[])["Directory.Build.props", "Directory.Packages.props", "global.json", ".editorconfig", "module", "src/Owox.Client", "src/Owox.Resilience", "src/Owox.TimeZones", "src/Owox.Excel", "src/Owox.Parquet", "src/Owox.PowerShell", "tools/help", "docs"])
        {
            var from = Path.Combine(repository, name);
            foreach (var file in File.Exists(from) ? [from] : Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories).Where(static file => !IsOutput(file)))
            {
                var target = Path.Combine(_copy, Path.GetRelativePath(repository, file));
                Directory.CreateDirectory(Path.GetDirectoryName(target)!);
                File.Copy(file, target);
            }
        }
    }

    private static bool IsOutput(string path) => path.Split(Path.DirectorySeparatorChar).Any(static part => part is "bin" or "obj");
}
