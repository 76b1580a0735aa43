using Owox.Engine;
using Owox.PowerShell.Tests.Engine;
using Xunit;

[assembly: AssemblyFixture(typeof(PesterSession))]

namespace Owox.PowerShell.Tests.Engine;

/// <summary>The engine, the test modules and the package that all Pester files of a test run share. Each is created on first use.</summary>
public sealed class PesterSession : IAsyncDisposable
{
    private readonly Lazy<Task<PowerShellEngine>> _engine;
    private readonly Lazy<Task<string?>> _compiledModule;
    private readonly Lazy<Task<string>> _missingModules;
    private readonly Lazy<Task<string>> _package;

    private readonly Lazy<string> _temporary = new(MakeTemporaryFolder);

    public PesterSession()
    {
        _engine = new(FindEngineAsync);
        _compiledModule = new(CompileModuleAsync);
        _missingModules = new(FindMissingModulesAsync);
        _package = new(MakePackageAsync);
        Workers = new PesterWorkers(this);
    }

    /// <summary>The processes that run the files.</summary>
    internal PesterWorkers Workers { get; }

    /// <summary>The folder for the temporary files of all processes, which is deleted at the end.</summary>
    public string TemporaryFolder => _temporary.Value;

    /// <summary>The PowerShell that runs the files.</summary>
    public Task<PowerShellEngine> EngineAsync() => _engine.Value;

    /// <summary>The folder of the module's assemblies that are compiled ahead of time, or null if the built assemblies are used.</summary>
    public Task<string?> CompiledModuleAsync() => _compiledModule.Value;

    /// <summary>The names of the test modules that are not available, separated by commas.</summary>
    public Task<string> MissingModulesAsync() => _missingModules.Value;

    /// <summary>The folder of the package, which build.ps1 creates.</summary>
    public Task<string> PackageAsync() => _package.Value;

    public async ValueTask DisposeAsync()
    {
        await Workers.DisposeAsync();
        try
        {
            if (_temporary.IsValueCreated)
            {
                Directory.Delete(_temporary.Value, recursive: true);
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // A process that a test abandoned still uses a file. The system deletes old temporary files.
        }
    }

    // PowerShell reads all names in the folder of a path, and killed processes leave files, so the folder for temporary files must stay small.
    private static string MakeTemporaryFolder()
    {
        var folder = Path.Combine(Path.GetTempPath(), $"owox-{Guid.NewGuid().ToString("N")[..8]}");
        Directory.CreateDirectory(folder);
        if (!OperatingSystem.IsWindows())
        {
            // Tests start processes of other accounts. As in /tmp, an account cannot delete the files of another one.
            const UnixFileMode All = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute
                | UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.GroupExecute
                | UnixFileMode.OtherRead | UnixFileMode.OtherWrite | UnixFileMode.OtherExecute | UnixFileMode.StickyBit;
            File.SetUnixFileMode(folder, All);
        }

        return folder;
    }

    private static async Task<PowerShellEngine> FindEngineAsync()
    {
        var engine = await PowerShellEngine.FindAsync(Repository.Root, Console.Out, CancellationToken.None);
        return await AheadOfTimeCompiler.CompileEngineAsync(engine, Console.Out, CancellationToken.None);
    }

    private async Task<string?> CompileModuleAsync() => await AheadOfTimeCompiler.CompileModuleAsync(await EngineAsync(), CancellationToken.None);

    private async Task<string> FindMissingModulesAsync()
    {
        var script = Path.Combine(Repository.Pester, "Support", "Restore-TestModule.ps1");
        var (code, output) = await RunAsync(["-NoProfile", "-NonInteractive", "-File", script], new Dictionary<string, string?>(StringComparer.Ordinal));
        return code == 0 ? output.Trim() : throw new InvalidOperationException($"Restore-TestModule.ps1 ended with code {code}:\n{output}");
    }

    private async Task<string> MakePackageAsync()
    {
        var (code, output) = await RunAsync(["-NoProfile", "-NonInteractive", "-File", Path.Combine(Repository.Root, "build.ps1"), "-Task", "Package"], Tool.BuildEnvironment);
        return code == 0
            ? Path.Combine(Repository.Root, "out", "package")
            : throw new InvalidOperationException($"build.ps1 -Task Package ended with code {code}:\n{output}");
    }

    private async Task<(int ExitCode, string Output)> RunAsync(string[] arguments, IReadOnlyDictionary<string, string?> environment)
    {
        var engine = await EngineAsync();
        return await Tool.RunAsync(engine.FileName, [.. engine.FirstArguments, .. arguments], environment, CancellationToken.None);
    }
}
