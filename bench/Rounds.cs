namespace Owox.Bench;

/// <summary>Runs all cases several times. Compared cases run one after the other, and each round reverses the order.</summary>
internal sealed class Rounds(CaseRunner runner, Options options, Results results)
{
    public async Task RunAsync()
    {
        var cases = new Cases(options);
        await runner.DownloadAsync("events", options.JqRows);
        if (options.Only.Length == 0)
        {
            await StartsAsync();
        }

        await RepeatAsync("table", options.Rounds, cases.Table);
        await RepeatAsync("shapes", options.Rounds, cases.Shapes);
        var few = long.Min(10_000, options.Rows);
        await RepeatAsync("growth", options.Rounds, [.. Cases.Ours(few), .. Cases.Large(options.Rows * 10)]);
    }

    private async Task StartsAsync()
    {
        Console.WriteLine("starts");
        await runner.StartAsync(withModule: true);
        for (var i = 0; i < options.Imports; i++)
        {
            var first = await runner.StartAsync(i % 2 == 0);
            var second = await runner.StartAsync(i % 2 != 0);
            results.StartsWithModule.Add(i % 2 == 0 ? first : second);
            results.StartsWithoutModule.Add(i % 2 == 0 ? second : first);
        }

        for (var i = 0; i < options.Rounds; i++)
        {
            var times = await runner.ReadResultAsync("first-object.ps1", "events");
            results.Connects.Add(times.GetProperty("connect").GetDouble());
            results.Reconnects.Add(times.GetProperty("again").GetDouble());
            results.FirstObjects.Add(times.GetProperty("first").GetDouble());
        }
    }

    private async Task RepeatAsync(string what, int times, IReadOnlyList<Case> cases)
    {
        var runnable = cases.Where(options.Includes).Where(HasRequiredTools).ToArray();
        for (var round = 0; round < times; round++)
        {
            foreach (var one in round % 2 == 0 ? runnable : runnable.Reverse())
            {
                var sample = await runner.RunAsync(one);
                results.Add(one, sample);
                Console.WriteLine(FormattableString.Invariant(
                    $"{what} {round + 1}/{times}  {one.Name}, {one.Rows} {one.Shape}: {sample.Seconds:0.00} s, CPU {sample.Cpu:0.00} s, {sample.Megabytes:0} MB"));
            }
        }
    }

    private bool HasRequiredTools(Case what)
    {
        var missing = what.RequiredTools.Split(' ', StringSplitOptions.RemoveEmptyEntries).Where(static tool => Command.Find(tool) is null).ToArray();
        results.Missing.UnionWith(missing);
        return missing.Length == 0;
    }
}
