using System.Text;
using Owox.Redaction;

namespace Owox.Tables.Scripts;

/// <summary>The CREATE TABLE statement for the columns of a table.</summary>
/// <param name="Sql">The statement.</param>
/// <param name="Warnings">Warnings for the user: columns with another name in the table, and columns whose values the database can round.</param>
internal sealed record TableScript(string Sql, IReadOnlyList<string> Warnings)
{
    private const int MaxParts = 3;

    /// <summary>Creates the statement.</summary>
    /// <param name="table">The name of the table: <c>table</c>, <c>schema.table</c> or <c>database.schema.table</c>.</param>
    /// <param name="columns">The columns.</param>
    /// <param name="dialect">The SQL of the database.</param>
    /// <exception cref="OwoxConfigurationException">The name of the table is invalid, or there are no columns.</exception>
    public static TableScript Create(string table, IReadOnlyList<TableColumn> columns, SqlDialect dialect)
    {
        var rules = DialectRules.Of(dialect);
        var parts = Parts(table, rules);
        if (columns.Count == 0)
        {
            throw new OwoxConfigurationException(ErrorReason.SchemaNotFound, "The rows have no columns, so no table can be created.");
        }

        var warnings = new List<string>();
        var names = Names(columns, rules, warnings);
        var sql = new StringBuilder("CREATE TABLE ").Append(string.Join(".", parts.Select(rules.Quote))).Append(" (\n");
        for (var i = 0; i < columns.Count; i++)
        {
            var type = rules.TypeOf(columns[i], out var isRounded);
            sql.Append("    ").Append(rules.Quote(names[i])).Append(' ').Append(type).Append(" NULL").Append(i < columns.Count - 1 ? ",\n" : "\n);\n");
            if (isRounded)
            {
                warnings.Add(Sanitized($"The column '{columns[i].Name}' is {columns[i].WarehouseType} in the warehouse and {type} in the table: {rules.Name} rounds values with more decimal places."));
            }
        }

        return new TableScript(sql.ToString(), warnings);
    }

    /// <summary>Checks the name of a table before any request.</summary>
    /// <exception cref="OwoxConfigurationException">The name of the table is invalid.</exception>
    public static void CheckName(string table, SqlDialect dialect) => Parts(table, DialectRules.Of(dialect));

    private static string[] Parts(string table, DialectRules rules)
    {
        var parts = table.Split('.');
        return parts.Length <= MaxParts && Array.TrueForAll(parts, part => part.Trim().Length > 0 && part.IndexOf('\0') < 0 && rules.Fits(part))
            ? parts
            : throw new OwoxConfigurationException(
                ErrorReason.TableNameInvalid,
                $"The table name '{table}' is invalid. Specify a table, schema.table or database.schema.table; in {rules.Name} each of these names has "
                + (rules.MaxNameLength == int.MaxValue ? "at least one character." : $"between 1 and {rules.MaxNameLength} {(rules.Name == "PostgreSQL" ? "bytes" : "characters")}."));
    }

    // The names of the columns are unique ignoring case. They stay unique if they are shortened.
    private static string[] Names(IReadOnlyList<TableColumn> columns, DialectRules rules, List<string> warnings)
    {
        var taken = new HashSet<string>(columns.Select(static column => column.Name).Where(name => IsValid(name, rules)), StringComparer.OrdinalIgnoreCase);
        return [.. columns.Select(column =>
        {
            if (IsValid(column.Name, rules))
            {
                return column.Name;
            }

            var name = Shortened(column.Name.Replace("\0", ""), rules, taken);
            warnings.Add(Sanitized($"The column '{column.Name}' has the name '{name}' in the table, because {rules.Name} does not allow its name. Load the columns by position, not by name."));
            return name;
        })];
    }

    private static bool IsValid(string name, DialectRules rules) => name.IndexOf('\0') < 0 && rules.Fits(name);

    private static string Shortened(string name, DialectRules rules, HashSet<string> taken)
    {
        for (var number = 1; ; number++)
        {
            var suffix = number == 1 ? "" : $"_{number}";
            var length = name.Length;
            while (!rules.Fits(name.Substring(0, length) + suffix) || (length > 0 && char.IsHighSurrogate(name[length - 1])))
            {
                length--;
            }

            if (length + suffix.Length > 0 && taken.Add(name.Substring(0, length) + suffix))
            {
                return name.Substring(0, length) + suffix;
            }
        }
    }

    private static string Sanitized(string text) => ServerTextSanitizer.Sanitize(text, [])!;
}

/// <summary>Creates the CREATE TABLE statements for the rows of queries.</summary>
internal static class TableScripts
{
    /// <summary>Reads the schema of a data mart, and creates the statement for the rows of a query. The query is not run.</summary>
    /// <inheritdoc cref="TableScript.Create" path="/param"/>
    /// <exception cref="OwoxConfigurationException">The name of the table is invalid, or the columns are unknown.</exception>
    public static async Task<TableScript> CreateAsync(
        ApiConnection connection, DataMartQuery query, bool isExactAsText, string table, SqlDialect dialect, CancellationToken cancellationToken)
    {
        var schema = await new SchemaReader().ReadAsync(connection, query.DataMartId, cancellationToken).ConfigureAwait(false);
        if (!schema.IsKnown)
        {
            throw new OwoxConfigurationException(
                ErrorReason.SchemaNotFound, $"The columns of the {query.Subject} are unknown: {schema.WhyUnknown}. Refresh its schema in OWOX.");
        }

        schema.Require(query);
        return TableScript.Create(table, TableColumns.Create(query.Layout(schema).Expected, schema.TypesOf(query), isExactAsText), dialect);
    }
}
