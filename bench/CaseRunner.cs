using System.Globalization;
using System.Text.Json;
using Owox.Engine;

namespace Owox.Bench;

/// <summary>Runs a case in a new process and reads its time, CPU time and memory.</summary>
internal sealed class CaseRunner(Sandbox sandbox, PowerShellEngine engine, string module, string folder)
{
    private static readonly string? Time = File.Exists("/usr/bin/time") ? "/usr/bin/time" : null;

    private readonly Dictionary<string, string> _environment = new(StringComparer.Ordinal)
    {
        ["OWOX_API_KEY"] = sandbox.Info.ApiKey,
        ["BENCH_TOKEN"] = sandbox.Token,
        ["BENCH_KEY_ID"] = sandbox.KeyId,
        ["BENCH_PEERS"] = Program.Setting("Peers"),
        ["POWERSHELL_UPDATECHECK"] = "Off",
        ["POWERSHELL_TELEMETRY_OPTOUT"] = "1",
        ["NO_COLOR"] = "1",
    };

    public static bool CanTimeShell => Time is not null;

    public async Task<Sample> RunAsync(Case what)
    {
        var file = Path.Combine(folder, "rows." + what.Extension);
        try
        {
            return what.Shell is null ? await ScriptAsync(what, file) : await ShellAsync(what, file);
        }
        finally
        {
            File.Delete(file);
        }
    }

    /// <summary>Runs a script that returns other values than a sample.</summary>
    public async Task<JsonElement> ReadResultAsync(string script, string shape)
    {
        var outcome = await PwshAsync(script, ["-Module", module, "-Id", sandbox.Info.DataMarts[shape]]);
        return JsonSerializer.Deserialize<JsonElement>(outcome.Output);
    }

    /// <summary>Returns the time in which PowerShell starts, runs a script and ends.</summary>
    public async Task<double> StartAsync(bool withModule) =>
        (await PwshAsync("import.ps1", withModule ? ["-Module", module] : [])).Seconds;

    /// <summary>Downloads rows into a file for the tools that do not download them.</summary>
    public async Task<string> DownloadAsync(string shape, long rows)
    {
        var input = Path.Combine(folder, string.Create(CultureInfo.InvariantCulture, $"input-{shape}-{rows}.ndjson"));
        await PwshAsync("invoke-webrequest.ps1", ["-Rows", Text(rows), "-Uri", sandbox.Uri(shape, rows), "-File", input]);
        return input;
    }

    private async Task<Sample> ScriptAsync(Case what, string file)
    {
        var arguments = new List<string>
        {
            "-Module", module, "-Id", sandbox.Info.DataMarts[what.Shape], "-Rows", Text(what.Rows), "-Uri", sandbox.Uri(what.Shape, what.Rows), "-File", file,
        };
        if (what.Consumer is not null)
        {
            arguments.AddRange(["-Consumer", what.Consumer]);
        }

        var result = JsonSerializer.Deserialize<JsonElement>((await PwshAsync(what.Script!, arguments)).Output);
        return new Sample(
            what.Rows,
            result.GetProperty("seconds").GetDouble(),
            result.GetProperty("cpu").GetDouble(),
            result.GetProperty("processCpu").GetDouble(),
            result.GetProperty("peak").GetInt64(),
            result.GetProperty("allocated").GetInt64());
    }

    private async Task<Sample> ShellAsync(Case what, string file)
    {
        var environment = new Dictionary<string, string>(_environment, StringComparer.Ordinal)
        {
            ["URI"] = sandbox.Uri(what.Shape, what.Rows),
            ["FILE"] = file,
            ["INPUT"] = Path.Combine(folder, string.Create(CultureInfo.InvariantCulture, $"input-{what.Shape}-{what.Rows}.ndjson")),
        };
        string[] shell = ["/bin/sh", "-c", what.Shell!];
        if (Time is null)
        {
            var plain = await Command.RunAsync(shell[0], shell[1..], environment);
            return new Sample(what.Rows, plain.Seconds, null, null, null);
        }

        // GNU time includes all child processes of a pipe.
        var timed = await Command.RunAsync(Time, ["-f", "%e %U %S %M", .. shell], environment);
        var values = timed.Errors.Trim().Split('\n')[^1].Split(' ').Select(static n => double.Parse(n, CultureInfo.InvariantCulture)).ToArray();
        return new Sample(what.Rows, timed.Seconds, values[1] + values[2], values[1] + values[2], (long)values[3] * 1024);
    }

    private Task<Outcome> PwshAsync(string script, IEnumerable<string> arguments) => Command.RunAsync(
        engine.FileName, [.. engine.FirstArguments, "-NoProfile", "-NonInteractive", "-File", Path.Combine(AppContext.BaseDirectory, "cases", script), .. arguments], _environment);

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}
