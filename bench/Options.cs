using System.Globalization;

namespace Owox.Bench;

/// <summary>The options of a run.</summary>
internal sealed record Options
{
    public const string Usage = """
        dotnet run --project bench -c Release [-- options]

          --rounds N   The number of runs of each case. The default is 5.
          --rows N     The number of rows. The default is 1000000. The memory cases also use ten times as many rows.
          --only TEXT  Runs only cases whose names contain the text, or one of several texts separated by commas.
                       Prints the results and does not write RESULTS.md.
          --ablation   Compares the module with variants that each lack one optimization. Writes ABLATION.md.
          --baseline COMMIT
                       Compares the module with the module of an earlier commit. Prints the ratios and does not write a file.
          --quick      Runs one round with few rows, to verify that the benchmark works. Does not write RESULTS.md.
        """;

    public int Rounds { get; init; } = 5;

    public long Rows { get; init; } = 1_000_000;

    public bool IsQuick { get; init; }

    /// <summary>Whether the optimizations are measured instead of the other tools.</summary>
    public bool IsAblation { get; init; }

    /// <summary>The commit with which the module is compared, or null for none.</summary>
    public string? Baseline { get; init; }

    /// <summary>Parts of the names of the cases to run, or none to run all cases.</summary>
    public string[] Only { get; init; } = [];

    /// <summary>Whether the run is complete, so that its results are saved.</summary>
    public bool IsComplete => !IsQuick && Only.Length == 0;

    /// <summary>The number of rows for slow tools. Their results are scaled per row.</summary>
    public long SlowRows => long.Min(Rows, 50_000);

    /// <summary>The number of rows for jq. Its results are scaled per row.</summary>
    public long JqRows => long.Min(Rows, 200_000);

    /// <summary>The number of starts of PowerShell, each with and without the module.</summary>
    public int Imports => IsQuick ? 3 : 15;

    public bool Includes(Case what) =>
        Only.Length == 0 || Only.Any(part => what.Name.Contains(part, StringComparison.OrdinalIgnoreCase));

    public static Options? Parse(string[] arguments)
    {
        var options = new Options();
        for (var i = 0; i < arguments.Length; i++)
        {
            if (arguments[i] == "--quick")
            {
                options = options with { IsQuick = true, Rounds = 1, Rows = 20_000 };
            }
            else if (arguments[i] == "--ablation")
            {
                options = options with { IsAblation = true };
            }
            else if (arguments[i] == "--only" && i + 1 < arguments.Length)
            {
                options = options with { Only = arguments[++i].Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) };
            }
            else if (arguments[i] == "--baseline" && i + 1 < arguments.Length)
            {
                options = options with { Baseline = arguments[++i] };
            }
            else if (i + 1 < arguments.Length && int.TryParse(arguments[i + 1], NumberStyles.None, CultureInfo.InvariantCulture, out var n) && n > 0)
            {
                options = Numbered(options, arguments[i++], n);
            }
            else
            {
                return null;
            }

            if (options is null)
            {
                return null;
            }
        }

        return options;
    }

    private static Options? Numbered(Options options, string name, int value) => name switch
    {
        "--rounds" => options with { Rounds = value },
        "--rows" => options with { Rows = value },
        _ => null,
    };
}
