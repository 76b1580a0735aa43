namespace Owox.Sandbox.Seed;

/// <summary>What a client meets in the wild: names and values that break naive code.</summary>
internal static class AwkwardTables
{
    public static readonly Table Names = Stored(
        "awkward_names",
        [
            new("Event Date (local)", "DATE"),
            new("Revenue: net = USD", "FLOAT"),
            new("id", "INTEGER") { IsPrimaryKey = true },
            new("ID", "STRING") { Stored = "ID, capital" },
            new("a.b", "STRING"),
            new("x,y", "STRING"),
            new("100%", "FLOAT"),
            new("naïve “quoted” имя", "STRING"),
        ],
        Enumerable.Range(1, 20).Select(number => new object?[]
        {
            $"2026-03-{number:D2}", number * 1.5, (long)number, $"ID-{number}", $"dot {number}", $"comma, {number}", number / 20.0, "ok",
        }));

    public static readonly Table Values = Stored(
        "awkward_values",
        [
            new("id", "INTEGER", "Row number") { IsPrimaryKey = true },
            new("about", "STRING", "What is awkward here"),
            new("text", "STRING"),
            new("integer", "INTEGER") { IsJson = true },
            new("numeric", "BIGNUMERIC"),
            new("float", "FLOAT") { IsJson = true },
            new("flag", "BOOLEAN"),
            new("nested", "RECORD") { IsJson = true },
            new("list", "RECORD") { IsJson = true },
            new("json", "JSON", "JSON as text"),
        ],
        ValueRows());

    public static IEnumerable<Table> All => [Names, Values];

    private static IEnumerable<object?[]> ValueRows()
    {
        object?[][] rows =
        [
            ["all null", null, null, null, null, null, null, null, null],
            ["empty", "", "0", "0", "0", false, "{}", "[]", ""],
            ["quotes", "say \"hi\" & 'bye' \\ back", "1", "1.0", "0.1", true, "{\"a\":\"\\\"\"}", "[\"\\\\\"]", "{\"a\":\"b\"}"],
            ["newlines", "one\ntwo\r\nthree\ttab", "2", "0.01", "0.5", true, "{\"a\":\"x\\ny\"}", "[\"\\n\"]", "[1,\n2]"],
            ["emoji", "🚀 Ґанок Ελλάδα 漢字 👩‍👩‍👧", "3", "3", "1.5", null, "{\"🚀\":\"漢字\"}", "[\"🚀\"]", "\"🚀\""],
            ["U+2028 and a byte order mark", "\u2028line sep\uFEFFbom", "4", "4", "2.5", true, "{\"a\":\"\u2028\"}", "[\"\uFEFF\"]", null],
            [
                "past 2^53", "2^53 + 1", "9007199254740993", "9007199254740993", "9007199254740992",
                true, "{\"n\":9007199254740993}", "[9007199254740993]", "9007199254740993",
            ],
            ["largest 64-bit", "2^63 - 1", "9223372036854775807", "9223372036854775807", "9.223372036854776e+18", true, "{}", "[]", null],
            ["smallest 64-bit", "-2^63", "-9223372036854775808", "-9223372036854775808", "-9.223372036854776e+18", true, "{}", "[]", null],
            [
                "25 digits", "past 64 bits", "1234567890123456789012345", "1234567890123456789012345", "1.2345678901234568e+24",
                true, "{}", "[]", null,
            ],
            ["30 digits", "a NUMERIC as text", "5", "123456789012345678901234567.890", "0.30000000000000004", true, "{}", "[]", null],
            ["minus zero", "-0", "-0", "-0", "-0", false, "{}", "[]", null],
            ["1e308", "close to the limit", "6", "1e308", "1e308", true, "{}", "[]", null],
            ["tiny", "5e-324", "7", "0.000000001", "5e-324", true, "{}", "[]", null],
            [
                "nested", "objects in arrays", "8", "8", "8",
                true, "{\"a\":{\"b\":[1,{\"c\":null}]}}", "[{\"x\":1},{\"x\":[2,3]},null]", "{\"deep\":{\"er\":[true]}}",
            ],
        ];
        return rows.Select((row, index) => (object?[])[(long)(index + 1), .. row]);
    }

    private static Table Stored(string name, Column[] columns, IEnumerable<object?[]> rows) => new()
    {
        Name = name,
        Dataset = "awkward",
        FullName = $"shop-analytics.odd.{name}",
        Columns = columns,
        Load = connection => connection.Fill(name, columns, rows),
    };
}
