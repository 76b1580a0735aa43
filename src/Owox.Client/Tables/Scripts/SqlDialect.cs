namespace Owox;

/// <summary>The SQL of a database.</summary>
public enum SqlDialect
{
    /// <summary>SQL Server and Azure SQL.</summary>
    SqlServer,

    /// <summary>PostgreSQL.</summary>
    PostgreSql,

    /// <summary>SQLite.</summary>
    Sqlite,

    /// <summary>DuckDB.</summary>
    DuckDB,
}
