using System.Diagnostics;

namespace Owox.PowerShell.Tests.Engine;

/// <summary>The PowerShell of this system, with one build of the module.</summary>
internal sealed class PesterEngine(PesterSession session, string build, string? package) : IPesterEngine
{
    public async Task<ProcessStartInfo> CreateStartAsync(IReadOnlyList<string> arguments)
    {
        var engine = await session.EngineAsync();
        var start = engine.CreateStart(arguments);
        start.Environment["OWOX_TEST_BUILD"] = build;

        // Most code of a test runs only a few times, so collecting a profile costs more than it gains. Threads that wait actively take processor time from
        // the other processes. The processes that a test starts inherit these settings.
        start.Environment["DOTNET_TieredPGO"] = "0";
        start.Environment["DOTNET_ThreadPool_UnfairSemaphoreSpinLimit"] = "0";
        // No debugger is attached. Otherwise each process creates pipes, and a killed one leaves them.
        start.Environment["DOTNET_EnableDiagnostics"] = "0";
        if (!OperatingSystem.IsWindows())
        {
            start.Environment["TMPDIR"] = session.TemporaryFolder;
        }

        start.Environment["OWOX_TEST_PESTER"] = Repository.PesterModule;
        start.Environment["OWOX_TEST_SANDBOX_DLL"] = Repository.Sandbox;
        start.Environment["OWOX_TEST_PACKAGE"] = package;
        start.Environment["OWOX_TEST_COMPILED"] = await session.CompiledModuleAsync();
        start.Environment["OWOX_TEST_MISSING_MODULES"] = await session.MissingModulesAsync();
        return start;
    }

    public string ToEnginePath(string path) => path;

    public Task KillAsync(Process process)
    {
        process.Kill(entireProcessTree: true);
        return Task.CompletedTask;
    }
}
