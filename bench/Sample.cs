namespace Owox.Bench;

/// <summary>The measurements of one run of a case. CPU and memory are null if the system does not provide them.</summary>
/// <param name="Rows">The number of rows.</param>
/// <param name="Seconds">The duration, without the start of the process if the case measures it.</param>
/// <param name="Cpu">CPU seconds during this time.</param>
/// <param name="ProcessCpu">CPU seconds of the entire process.</param>
/// <param name="Peak">The peak memory of the process in bytes.</param>
/// <param name="Allocated">The number of bytes allocated on the managed heap.</param>
internal sealed record Sample(long Rows, double Seconds, double? Cpu, double? ProcessCpu, long? Peak, long? Allocated = null)
{
    public double Rate => Rows / Seconds;

    public double? CpuPerMillion => Cpu * 1_000_000 / Rows;

    public double? AllocatedPerRow => (double?)Allocated / Rows;

    public double? Megabytes => Peak / 1_000_000.0;
}

/// <summary>The median, minimum and maximum of a value over several runs.</summary>
internal sealed record Spread(double Median, double Minimum, double Maximum)
{
    public static Spread? Of(IEnumerable<double?> values)
    {
        var sorted = values.OfType<double>().Order().ToArray();
        if (sorted.Length == 0)
        {
            return null;
        }

        var middle = sorted.Length / 2;
        var median = sorted.Length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
        return new Spread(median, sorted[0], sorted[^1]);
    }

    /// <summary>Compares pairs of consecutive runs, so that other load on the machine affects both values of a pair.</summary>
    public static Spread? OfPairs(IReadOnlyList<Sample> ours, IReadOnlyList<Sample> theirs, Func<Sample, Sample, double?> quotient) =>
        Of(ours.Zip(theirs, quotient));
}
