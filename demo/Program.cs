using System;
using System.Threading;
using System.Threading.Tasks;
using Owox.Sandbox;

namespace Owox.Demo;

/// <summary>Does the main job on the sandbox: in PowerShell where there is one, else through the .NET client.</summary>
internal static class Program
{
    public static async Task<int> Main()
    {
        using var interrupted = new CancellationTokenSource();
        Console.CancelKeyPress += (_, e) =>
        {
            e.Cancel = true;
            interrupted.Cancel();
        };
        await using var sandbox = await SandboxServer.StartAsync(new SandboxOptions());
        Console.WriteLine($"The sandbox answers at {sandbox.Origin}.");
        if (PowerShellDemo.FindEngine() is { } engine)
        {
            return await PowerShellDemo.RunAsync(engine, sandbox.ApiKey, interrupted.Token);
        }

        Console.WriteLine("There is no PowerShell on PATH, so the .NET client that the module is built on does the same job.");
        await ClientDemo.RunAsync(sandbox.ApiKey, interrupted.Token);
        return 0;
    }
}
