using System.Text.RegularExpressions;
using SQLitePCL;

namespace Owox.Sandbox.Data;

/// <summary>What the rules need and SQLite lacks.</summary>
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
        Aggregate(connection, "owox_sum", 1, sum => sum.Total);
        Aggregate(connection, "owox_avg", 1, sum => sum.Total / sum.Count);
        Percentile(connection);
    }

    // Like BigQuery's engine: linear time, matches anywhere in the text.
    private static Regex Pattern(string pattern) => Patterns.GetOrAdd(
        pattern, static text => new Regex(text, RegexOptions.NonBacktracking | RegexOptions.CultureInvariant, TimeSpan.FromSeconds(5)));

    // Registered past Microsoft.Data.Sqlite, whose aggregates carry their state from one group into the next.
    private static void Aggregate(SqliteConnection connection, string name, int arguments, Func<CompensatedSum, double> result) =>
        raw.sqlite3_create_function(
            connection.Handle,
            name,
            arguments,
            raw.SQLITE_UTF8 | raw.SQLITE_DETERMINISTIC,
            null,
            (context, _, values) => Step(context, values[0], (CompensatedSum sum, double value) => sum.Add(value)),
            (context, _) => Finish(context, result));

    private static void Percentile(SqliteConnection connection) => raw.sqlite3_create_function(
        connection.Handle,
        "owox_percentile",
        2,
        raw.SQLITE_UTF8 | raw.SQLITE_DETERMINISTIC,
        null,
        (context, _, values) =>
        {
            var rank = raw.sqlite3_value_double(values[1]);
            Step(context, values[0], (Ranked? state, double value) => (state ?? new Ranked(rank)).Add(value));
        },
        (context, _) => Finish<Ranked>(context, state => state.Result()));

    private static void Step<T>(sqlite3_context context, sqlite3_value value, Func<T?, double, T> add)
    {
        if (raw.sqlite3_value_type(value) != raw.SQLITE_NULL)
        {
            context.state = add(context.state is T state ? state : default, raw.sqlite3_value_double(value));
        }
    }

    private static void Finish<T>(sqlite3_context context, Func<T, double> result)
    {
        if (context.state is T state)
        {
            raw.sqlite3_result_double(context, result(state));
        }
        else
        {
            raw.sqlite3_result_null(context);
        }
    }

    private sealed class Ranked(double rank)
    {
        private readonly List<double> _values = [];

        public Ranked Add(double value)
        {
            _values.Add(value);
            return this;
        }

        public double Result()
        {
            _values.Sort();
            return _values[(int)Math.Round(rank * (_values.Count - 1), MidpointRounding.AwayFromZero)];
        }
    }
}
