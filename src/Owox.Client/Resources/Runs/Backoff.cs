namespace Owox.Resources.Runs;

/// <summary>Pauses that grow by half, each a little longer or shorter than the last one's plan, so that many do not look at once.</summary>
internal sealed class Backoff(TimeSpan first, TimeSpan longest)
{
    private const double Growth = 1.5;
    private const double Jitter = 0.2;
    private static readonly Random Random = new();

    private double _next = first.TotalMilliseconds;

    public TimeSpan Next()
    {
        var plan = _next;
        _next = Math.Min(plan * Growth, longest.TotalMilliseconds);
        return TimeSpan.FromMilliseconds(plan * (1 + (Jitter * ((2 * NextJitter()) - 1))));
    }

    private static double NextJitter()
    {
        lock (Random)
        {
            return Random.NextDouble();
        }
    }
}
