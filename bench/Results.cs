namespace Owox.Bench;

/// <summary>All samples of a run, by case, in the order of the rounds.</summary>
internal sealed class Results
{
    private readonly Dictionary<Case, List<Sample>> _samples = [];

    /// <summary>The programs that are not on PATH.</summary>
    public HashSet<string> Missing { get; } = new(StringComparer.Ordinal);

    public List<double> StartsWithoutModule { get; } = [];

    public List<double> StartsWithModule { get; } = [];

    public List<double> Connects { get; } = [];

    public List<double> Reconnects { get; } = [];

    public List<double> FirstObjects { get; } = [];

    public IEnumerable<Case> Cases => _samples.Keys;

    public void Add(Case what, Sample sample)
    {
        if (!_samples.TryGetValue(what, out var list))
        {
            _samples.Add(what, list = []);
        }

        list.Add(sample);
    }

    public IReadOnlyList<Sample> Of(Case what) => _samples.GetValueOrDefault(what) ?? [];

    public Spread? Of(Case what, Func<Sample, double?> value) => Spread.Of(Of(what).Select(value));

    /// <summary>The time that the import adds to a start of PowerShell, in milliseconds, from pairs of consecutive starts.</summary>
    public Spread? Import => Spread.Of(StartsWithModule.Zip(StartsWithoutModule, static (with, without) => (double?)((with - without) * 1000)));
}
