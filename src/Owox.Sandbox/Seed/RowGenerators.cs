namespace Owox.Sandbox.Seed;

/// <summary>Functions that calculate the rows of large tables from the number of the row. Every sandbox has the same rows.</summary>
internal static class RowGenerators
{
    private const int LongTextLength = 16 * 1024;

    private static readonly string[] RecordedCountries =
        ["Ukraine", "Deutschland", "Österreich", "Côte d'Ivoire", "日本", "United States", "España", "Türkiye"];

    private static readonly string?[] RecordedNotes =
    [
        "plain", "comma, semicolon; tab\there", "line one\nline two", "windows\r\nnewline", "say \"hi\" & 'bye'",
        "emoji 🚀 Ґанок Ελλάδα 漢字", string.Empty, null, "=1+1", "  leading and trailing  ",
        "back\\slash {\"json\":[1,2]} </script>", "null", "-5", "12", "true", "\u2028line sep\u200Bzero width\uFEFFbom",
    ];

    private static readonly string[] EventCountries = ["Germany", "Ukraine", "France", "Spain", "Poland", "Österreich", "日本", "Brazil"];
    private static readonly string?[] EventNotes =
        ["plain", "first visit", string.Empty, null, "say \"hi\"", "naïve café", "line one\nline two", "promo"];

    private static readonly string[] ShopCountries = ["Germany", "Ukraine", "France", "Spain", "Poland", "United States", "Japan", "Brazil"];
    private static readonly string[] Sources = ["google", "facebook", "tiktok", "bing", "newsletter"];
    private static readonly string[] FirstNames = ["Anna", "Ben", "Chloé", "Dmytro", "Elena", "Finn", "Greta", "Hiro", "Inés", "João"];
    private static readonly string[] LastNames = ["Bauer", "Costa", "Dubois", "Evans", "Franko", "García", "Kowalski", "Sato"];

    /// <summary>The generators by their names in tables.json. Row numbers start at 0.</summary>
    public static readonly IReadOnlyDictionary<string, Func<int, object?[]>> All = new Dictionary<string, Func<int, object?[]>>(StringComparer.Ordinal)
    {
        ["recorded"] = static index => Recorded(index, RecordedCountries, RecordedNotes),
        ["broken"] = Broken,
        ["order"] = Order,
        ["customer"] = Customer,
        ["adSpend"] = AdSpend,
        ["event"] = static index => Recorded(index, EventCountries, EventNotes),
        ["wide"] = Wide,
        ["longText"] = LongText,
    };

    private static object?[] Recorded(int index, string[] countries, string?[] notes)
    {
        var id = index + 1;
        return
        [
            Day(2026, index % 365),
            (long)id,
            countries[index % countries.Length],
            id % 11 == 0 ? null : (double)(0.1m + (7.77m * index)),
            id % 13 == 0 ? null : SevenDigits(3.3333333m * index),
            notes[index % notes.Length],
            id % 7 == 0 ? null : id % 2 == 1,
            Moment(61_007_001L * index),
        ];
    }

    // The recorded table differs in one value.
    private static object?[] Broken(int index) => Recorded(index, RecordedCountries, RecordedNotes) is var row && row[5] is "12"
        ? [.. row[..5], "0012", .. row[6..]]
        : row;

    private static object?[] Order(int index)
    {
        var number = index + 1;
        var mixed = Mix(number);
        var revenue = 5 + (mixed % 49_500 / 100m);
        return
        [
            Day(2025, number / 14),
            (long)number,
            (long)(1 + (mixed % 400)),
            ShopCountries[mixed / 7 % ShopCountries.Length],
            (double)revenue,
            Math.Round(revenue * 0.62m, 2).ToString(CultureInfo.InvariantCulture),
            number % 9 == 0 ? "Please ring twice, and leave it at the door" : number % 5 == 0 ? null : string.Empty,
            number % 23 == 0 ? null : mixed % 10 != 0,
            new DateTime(2025, 1, 1).AddDays(number / 14).AddSeconds(mixed % 86_400).ToString("yyyy-MM-dd'T'HH:mm:ss'.000Z'", CultureInfo.InvariantCulture),
        ];
    }

    private static object?[] Customer(int index)
    {
        var number = index + 1;
        return
        [
            (long)number,
            $"{FirstNames[number % FirstNames.Length]} {LastNames[number * 3 % LastNames.Length]}",
            $"customer{number}@example.com",
            (Mix(number) % 3) switch { 0 => "new", 1 => "returning", _ => "loyal" },
            Day(2025, Mix(number) % 360),
        ];
    }

    private static object?[] AdSpend(int index)
    {
        var mixed = Mix(index + 1);
        var source = Sources[index % Sources.Length];
        var clicks = 20 + (mixed % 900);
        return
        [
            Day(2025, index / Sources.Length),
            source,
            $"{source}-{(index % 2 == 0 ? "brand" : "prospecting")}",
            (long)(clicks * (12 + (mixed % 30))),
            (long)clicks,
            (clicks * 0.37m).ToString(CultureInfo.InvariantCulture),
        ];
    }

    private static object?[] Wide(int index) => [.. Enumerable.Range(0, 200).Select(column => column == 0 ? 0L : (object?)((column % 4) switch
    {
        0 => $"value {index} of {column}",
        1 => (index * column) + 0.25,
        2 => (long)index * column,
        _ => (index + column) % 3 == 0 ? null : (index + column) % 2 == 0,
    }))];

    private static object?[] LongText(int index)
    {
        const string Sentence = "The quick brown fox jumps over the lazy dog; Zażółć gęślą jaźń. ";
        var text = string.Concat(Enumerable.Repeat(Sentence, (LongTextLength / Sentence.Length) + 1))[..(LongTextLength - index)];
        return [0L, text, (long)text.Length];
    }

    private static string Day(int year, int offset) => new DateOnly(year, 1, 1).AddDays(offset).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    // Uses three fractional digits if they are sufficient, otherwise nine.
    private static string Moment(long microseconds) => new DateTime(2026, 1, 1).AddMicroseconds(microseconds).ToString(
        microseconds % 1000 == 0 ? "yyyy-MM-dd'T'HH:mm:ss.fff'Z'" : "yyyy-MM-dd'T'HH:mm:ss.ffffff'000Z'", CultureInfo.InvariantCulture);

    private static string SevenDigits(decimal value) => value.ToString("0.#######", CultureInfo.InvariantCulture);

    // Knuth's multiplicative hash. The values look random and are the same in every sandbox.
    private static int Mix(int number) => (int)(unchecked((uint)number * 2_654_435_761u) >> 8);
}
