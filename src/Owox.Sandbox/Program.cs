using System.Runtime.InteropServices;

namespace Owox.Sandbox;

internal static class Program
{
    public static async Task<int> Main(string[] arguments)
    {
        if (arguments is ["--host"])
        {
            await using var host = new SandboxHost(Console.In, Console.Out);
            await host.RunAsync();
            return 0;
        }

        if (!CommandLine.TryParse(arguments, out var options, out var error))
        {
            var isHelp = error == CommandLine.Usage;
            await (isHelp ? Console.Out : Console.Error).WriteLineAsync(error);
            return isHelp ? 0 : 2;
        }

        try
        {
            return await RunAsync(options);
        }
        catch (IOException problemOfPort)
        {
            await Console.Error.WriteLineAsync(problemOfPort.Message);
            return 1;
        }
    }

    private static async Task<int> RunAsync(SandboxOptions options)
    {
        var stop = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);

        await using var server = await SandboxServer.StartAsync(options);
        await Console.Out.WriteLineAsync(server.Info.ToJson());
        if (!options.KeepRunning && Console.IsInputRedirected)
        {
            // Uses a separate thread, because reading from a pipe blocks the thread.
            new Thread(WaitForEndOfInput) { IsBackground = true, Name = "standard input" }.Start();
        }

        await stop.Task;
        return 0;

        void WaitForEndOfInput()
        {
            using var input = Console.OpenStandardInput();
            while (input.ReadByte() >= 0)
            {
            }

            stop.TrySetResult();
        }

        void Stop(PosixSignalContext context)
        {
            context.Cancel = true;
            stop.TrySetResult();
        }
    }
}
