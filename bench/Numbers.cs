using System.Globalization;

namespace Owox.Bench;

/// <summary>Numbers as people read them: three digits that matter.</summary>
internal static class Numbers
{
    public static string Text(double? value) => value switch
    {
        null => "–",
        { } n when Math.Abs(n) >= 1000 => n.ToString("#,0", CultureInfo.InvariantCulture),
        { } n when Math.Abs(n) >= 100 => n.ToString("0", CultureInfo.InvariantCulture),
        { } n when Math.Abs(n) >= 10 => n.ToString("0.#", CultureInfo.InvariantCulture),
        { } n => n.ToString("0.##", CultureInfo.InvariantCulture),
    };

    /// <summary>The median, with the least and the most.</summary>
    public static string Text(Spread? spread, string unit = "") => spread is null
        ? "not measured"
        : $"{Text(spread.Median)}{unit} ({Text(spread.Least)}–{Text(spread.Most)})";
}
