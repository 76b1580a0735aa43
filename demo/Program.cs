using System.Reflection;
using System.Diagnostics;
using Owox.Engine;
using Owox.Sandbox;

namespace Owox.Demo;

/// <summary>Demonstrates the main commands in PowerShell, with the built module and the sandbox.</summary>
internal static class Program
{
    private static readonly string Repository = Path.GetFullPath(
        typeof(Program).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(static m => m.Key == "Repository").Value!);

    public static async Task<int> Main()
    {
        using var interrupted = new CancellationTokenSource();
        Console.CancelKeyPress += (_, e) =>
        {
            e.Cancel = true;
            interrupted.Cancel();
        };
        try
        {
            var engine = await PowerShellEngine.FindAsync(Repository, Console.Out, interrupted.Token);
            await using var sandbox = await SandboxServer.StartAsync(new SandboxOptions());
            Console.WriteLine($"The sandbox answers at {sandbox.Origin}.");
            return await RunAsync(engine, sandbox.ApiKey, interrupted.Token);
        }
        catch (EngineNotFoundException problem)
        {
            await Console.Error.WriteLineAsync(problem.Message);
            return 1;
        }
        catch (OperationCanceledException)
        {
            return 1;
        }
    }

    private static async Task<int> RunAsync(PowerShellEngine engine, string apiKey, CancellationToken cancellationToken)
    {
        var script = Path.Combine(AppContext.BaseDirectory, "demo.ps1");
        var manifest = Path.Combine(Repository, "out", "Owox", "Owox.psd1");
        var start = engine.CreateStart(["-NoProfile", "-NonInteractive", "-File", script, manifest]);
        start.Environment["OWOX_API_KEY"] = apiKey;
        using var process = Process.Start(start)!;
        try
        {
            await process.WaitForExitAsync(cancellationToken);
            return process.ExitCode;
        }
        finally
        {
            if (!process.HasExited)
            {
                process.Kill(entireProcessTree: true);
            }
        }
    }
}
