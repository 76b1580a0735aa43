using System.Globalization;
using System.Text;
using Owox.Conversion;

namespace Owox.Tables.Scripts;

/// <summary>The types and the names of a SQL dialect.</summary>
internal sealed class DialectRules
{
    // The largest precision of SQL Server and DuckDB.
    private const int MaxPrecision = 38;

    private static readonly ColumnKind[] Kinds =
    [
        ColumnKind.Text, ColumnKind.Integer, ColumnKind.Double, ColumnKind.Decimal, ColumnKind.Boolean, ColumnKind.Date, ColumnKind.DateTime,
        ColumnKind.Timestamp, ColumnKind.Time, ColumnKind.Bytes,
    ];

    private readonly Dictionary<ColumnKind, string> _types;
    private readonly (char Open, char Close) _quotes;
    private readonly Func<string, int> _lengthOf;

    private DialectRules(string name, string[] types, int maxPrecision, int maxLength, Func<string, int> lengthOf, (char Open, char Close) quotes)
    {
        Name = name;
        MaxDecimalPrecision = maxPrecision;
        MaxNameLength = maxLength;
        _lengthOf = lengthOf;
        _quotes = quotes;
        _types = Kinds.Zip(types, static (kind, type) => (kind, type)).ToDictionary(static pair => pair.kind, static pair => pair.type);
    }

    /// <summary>The name of the database.</summary>
    public string Name { get; }

    /// <summary>The maximum length of a name, in the unit of the database.</summary>
    public int MaxNameLength { get; }

    /// <summary>The maximum precision of the exact decimal type; 0 if the type is text.</summary>
    private int MaxDecimalPrecision { get; }

    /// <summary>Returns the rules of a dialect. The types are in the order of <see cref="Kinds"/>.</summary>
    public static DialectRules Of(SqlDialect dialect) => dialect switch
    {
        SqlDialect.SqlServer => new(
            "SQL Server",
            ["nvarchar(max)", "bigint", "float", "decimal", "bit", "date", "datetime2(7)", "datetime2(7)", "time(7)", "varbinary(max)"],
            MaxPrecision,
            maxLength: 128,
            static name => name.Length,
            ('[', ']')),

        // The precision is optional. Without it, a numeric column stores all digits.
        SqlDialect.PostgreSql => new(
            "PostgreSQL",
            ["text", "bigint", "double precision", "numeric", "boolean", "date", "timestamp", "timestamptz", "time", "bytea"],
            maxPrecision: 1_000,
            maxLength: 63,
            Encoding.UTF8.GetByteCount,
            ('"', '"')),

        // A numeric column of SQLite would round numbers with more than 15 digits.
        SqlDialect.Sqlite => new(
            "SQLite",
            ["TEXT", "INTEGER", "REAL", "TEXT", "INTEGER", "TEXT", "TEXT", "TEXT", "TEXT", "BLOB"],
            maxPrecision: 0,
            int.MaxValue,
            static name => name.Length,
            ('"', '"')),
        _ => new(
            "DuckDB",
            ["VARCHAR", "BIGINT", "DOUBLE", "DECIMAL", "BOOLEAN", "DATE", "TIMESTAMP", "TIMESTAMPTZ", "TIME", "BLOB"],
            MaxPrecision,
            int.MaxValue,
            static name => name.Length,
            ('"', '"')),
    };

    /// <summary>Whether the name is not too long.</summary>
    public bool Fits(string name) => _lengthOf(name) <= MaxNameLength;

    /// <summary>Returns a name as a quoted identifier.</summary>
    public string Quote(string name) => _quotes.Open + name.Replace(_quotes.Close.ToString(), new string(_quotes.Close, 2)) + _quotes.Close;

    /// <summary>Returns the type of a column.</summary>
    /// <param name="column">The column.</param>
    /// <param name="isRounded">Whether the type may have fewer decimal places than the values, so that the database rounds them.</param>
    public string TypeOf(TableColumn column, out bool isRounded)
    {
        isRounded = false;
        var type = _types[column.Kind];
        if (column.Kind != ColumnKind.Decimal || MaxDecimalPrecision == 0)
        {
            return type;
        }

        if (column.Precision is { } declared && declared <= MaxDecimalPrecision)
        {
            return Decimal(type, declared, column.Scale!.Value);
        }

        if (MaxDecimalPrecision > MaxPrecision)
        {
            return type;
        }

        // NUMERIC of BigQuery has 38 digits, 9 of them after the point. A BIGNUMERIC has up to 38 after it.
        var isBig = ColumnKinds.BaseTypeName(column.WarehouseType!).StartsWith("BIG", StringComparison.Ordinal);
        isRounded = isBig || column.Precision is not null;
        return Decimal(type, MaxPrecision, isBig ? MaxPrecision / 2 - 1 : 9);
    }

    private static string Decimal(string type, int precision, int scale) =>
        string.Format(CultureInfo.InvariantCulture, "{0}({1},{2})", type, precision, scale);
}
