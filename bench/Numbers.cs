using System.Globalization;

namespace Owox.Bench;

/// <summary>Formats numbers with up to three significant digits.</summary>
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

    /// <summary>Formats the median with the minimum and the maximum.</summary>
    public static string Text(Spread? spread, string unit = "") => spread is null
        ? "not measured"
        : $"{Text(spread.Median)}{unit} ({Text(spread.Minimum)}–{Text(spread.Maximum)})";
}
