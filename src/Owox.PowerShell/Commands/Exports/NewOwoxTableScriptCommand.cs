using System.Management.Automation;
using Owox.PowerShell.Binding;
using Owox.PowerShell.Completion;
using Owox.Tables.Scripts;

namespace Owox.PowerShell.Commands.Exports;

/// <summary>Returns the CREATE TABLE statement for the rows of a data mart. No query is run.</summary>
[Cmdlet(VerbsCommon.New, "OwoxTableScript", DefaultParameterSetName = DataMartSet)]
[OutputType(typeof(string))]
public sealed class NewOwoxTableScriptCommand : ConnectionCmdletBase
{
    private const string DataMartSet = "DataMart";
    private const string ReaderSet = "Reader";

    /// <summary>The ID or full title of a data mart.</summary>
    [Parameter(ParameterSetName = DataMartSet, Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("Id")]
    [ArgumentCompleter(typeof(DataMartNameCompleter))]
    [ResourceIdTransformation("DataMart", typeof(DataMart), typeof(DataMartReference), IsSingle = true)]
    [ValidateNotNullOrEmpty]
    public string? DataMartId { get; set => Bind(ref field, value); }

    /// <summary>A reader from -AsDataReader. The table gets its columns. The reader is not read.</summary>
    [Parameter(ParameterSetName = ReaderSet, Mandatory = true)]
    [DataReaderTransformation]
    [ValidateNotNull]
    public OwoxDataReader? Reader { get; set => Bind(ref field, value); }

    /// <summary>The name of the table: table, schema.table or database.schema.table, without quotation marks.</summary>
    [Parameter(Mandatory = true, Position = 1)]
    [ValidateNotNullOrEmpty]
    public string? TableName { get; set; }

    /// <summary>The database: SqlServer, PostgreSql, Sqlite or DuckDB.</summary>
    [Parameter(Mandatory = true, Position = 2)]
    [SingleValue]
    [AllowNull]
    public SqlDialect? Dialect { get; set; }

    /// <summary>The exact names of columns in the requested order, case-sensitive. Default: all native columns.</summary>
    [Parameter(ParameterSetName = DataMartSet)]
    [ArgumentCompleter(typeof(ColumnCompleter))]
    [ValidateNotNullOrEmpty]
    public string[]? Column { get; set => Bind(ref field, value); }

    /// <summary>All native columns and all joined columns. Cannot be combined with -Column.</summary>
    [Parameter(ParameterSetName = DataMartSet)]
    public SwitchParameter IncludeJoined { get; set => Bind(ref field, value); }

    /// <summary>Creates text columns for exact decimal numbers, as Export-OwoxDataMart -AsDataReader -OnConversionError Keep.</summary>
    [Parameter(ParameterSetName = DataMartSet)]
    public SwitchParameter DecimalAsText { get; set => Bind(ref field, value); }

    private protected override void ProcessInput() => InvokeTerminating(Reader?.DataMartId ?? DataMartId, () =>
    {
        // Otherwise the engine would report an error without an ID of the module.
        var dialect = Dialect ?? throw ParameterRules.IsNull(nameof(Dialect), "Specify the database.");
        TableScript.CheckName(TableName!, dialect);
        var script = Reader is null ? OfDataMart(dialect) : TableScript.Create(TableName!, Reader.Columns, dialect);
        foreach (var warning in script.Warnings)
        {
            WriteWarning(warning);
        }

        WriteObject(script.Sql);
    });

    private TableScript OfDataMart(SqlDialect dialect)
    {
        var query = new DataMartQuery(DataMartId!) { Columns = Column ?? [], IncludeJoined = IncludeJoined };
        query.Check();
        query = query with { DataMartId = DataMarts.IdOf(DataMartId!) };
        return Call((client, cancellationToken) => TableScripts.CreateAsync(client, query, DecimalAsText, TableName!, dialect, cancellationToken));
    }
}
