using System.Text.RegularExpressions;
using SQLitePCL;

namespace Owox.Sandbox.Data;

/// <summary>Functions that the rules require and SQLite lacks.</summary>
internal static class SqlFunctions
{
    private static readonly ConcurrentDictionary<string, Regex> Patterns = new(StringComparer.Ordinal);

    public static void Register(SqliteConnection connection)
    {
        connection.CreateFunction(
            "owox_regex",
            (string? text, string pattern) => text is null ? (bool?)null : Pattern(pattern).IsMatch(text),
            isDeterministic: true);
        connection.CreateFunction("owox_instant", (string? text) => Instant.Normalize(text), isDeterministic: true);
        connection.CreateFunction(
            "owox_bucket",
            (string? text, string unit, string zone) => DateBuckets.Start(text, unit, zone),
            isDeterministic: true);
        Percentile(connection);
    }

    // As in BigQuery, patterns run in linear time and match anywhere in the text.
    private static Regex Pattern(string pattern) => Patterns.GetOrAdd(
        pattern, static text => new Regex(text, RegexOptions.NonBacktracking | RegexOptions.CultureInvariant, TimeSpan.FromSeconds(5)));

    // Registered in SQLite itself: the aggregates of Microsoft.Data.Sqlite keep their state between groups.
    private static void Percentile(SqliteConnection connection) => raw.sqlite3_create_function(
        connection.Handle,
        "owox_percentile",
        2,
        raw.SQLITE_UTF8 | raw.SQLITE_DETERMINISTIC,
        null,
        static (context, _, values) =>
        {
            context.state ??= new List<double> { raw.sqlite3_value_double(values[1]) };
            if (raw.sqlite3_value_type(values[0]) != raw.SQLITE_NULL)
            {
                ((List<double>)context.state).Add(raw.sqlite3_value_double(values[0]));
            }
        },
        static (context, _) =>
        {
            if (context.state is not List<double> { Count: > 1 } state)
            {
                raw.sqlite3_result_null(context);
                return;
            }

            // The first item is the rank.
            var sorted = state.Skip(1).Order().ToList();
            raw.sqlite3_result_double(context, sorted[(int)Math.Round(state[0] * (sorted.Count - 1), MidpointRounding.AwayFromZero)]);
        });
}
