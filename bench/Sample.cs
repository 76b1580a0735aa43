namespace Owox.Bench;

/// <summary>What one run of a case cost. CPU and memory are missing where the system cannot tell them.</summary>
/// <param name="Rows">How many rows it took.</param>
/// <param name="Seconds">How long they took, without the start of the process where the case can tell.</param>
/// <param name="Cpu">CPU seconds of the same span.</param>
/// <param name="WholeCpu">CPU seconds of the whole process.</param>
/// <param name="Peak">The most memory it held, in bytes.</param>
/// <param name="Allocated">How many bytes were allocated on the managed heap.</param>
internal sealed record Sample(long Rows, double Seconds, double? Cpu, double? WholeCpu, long? Peak, long? Allocated = null)
{
    public double Rate => Rows / Seconds;

    public double? CpuPerMillion => Cpu * 1_000_000 / Rows;

    public double? Megabytes => Peak / 1_000_000.0;
}

/// <summary>A value over several runs.</summary>
internal sealed record Spread(double Median, double Least, double Most)
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

    /// <summary>The quotients of runs that stood side by side: what the machine did to both falls out.</summary>
    public static Spread? OfPairs(IReadOnlyList<Sample> ours, IReadOnlyList<Sample> theirs, Func<Sample, Sample, double?> quotient) =>
        Of(ours.Zip(theirs, quotient));
}
