using System.Text.Json.Serialization;

namespace Owox.Sandbox;

internal static class Program
{
    private static readonly JsonSerializerOptions Format = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.KebabCaseLower,
        NumberHandling = JsonNumberHandling.AllowReadingFromString,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    };

    public static async Task<int> Main(string[] arguments)
    {
        if (arguments is ["--host"])
        {
            await using var host = new SandboxHost(Console.In, Console.Out);
            await host.RunAsync();
            return 0;
        }

        try
        {
            await using var server = await SandboxServer.StartAsync(Options(arguments));
            await Console.Out.WriteLineAsync(server.Info.ToJson());

            // Reading from a pipe blocks the thread. Without a pipe, a signal ends the process.
            await (Console.IsInputRedirected ? Task.Run(static () => Console.OpenStandardInput().CopyTo(Stream.Null)) : Task.Delay(Timeout.Infinite));
            return 0;
        }
        catch (Exception problem) when (problem is JsonException or IOException)
        {
            await Console.Error.WriteLineAsync(problem is JsonException ? $"{problem.Message} The README of the sandbox lists the options." : problem.Message);
            return problem is JsonException ? 2 : 1;
        }
    }

    /// <summary>Reads the properties of <see cref="SandboxOptions"/>: "--rows 1000 --api-version 0.35 --https". A name without a value is true.</summary>
    private static SandboxOptions Options(string[] arguments)
    {
        var (options, name) = (new JsonObject(), "");
        foreach (var argument in arguments)
        {
            var isName = argument.StartsWith("--", StringComparison.Ordinal);
            name = isName ? argument[2..] : name;
            options[name] = isName ? true : argument;
        }

        return options.Deserialize<SandboxOptions>(Format)!;
    }
}
