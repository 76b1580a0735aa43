using System.Collections;
using System.Data;
using System.Data.Common;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using Owox.Tables;
#if NET8_0_OR_GREATER
using System.Collections.ObjectModel;
#endif

namespace Owox;

/// <summary>
/// The rows of a query with typed columns, for bulk loads into databases. The last row is returned only after the server's record of the run
/// confirms the number of rows; otherwise <see cref="Read"/> throws. A reader can be used on any thread, by one thread at a time.
/// </summary>
[SuppressMessage("Design", "CA1010", Justification = "ADO.NET defines the enumeration of a reader.")]
public sealed class OwoxDataReader : DbDataReader
#if NET8_0_OR_GREATER
    , IDbColumnSchemaGenerator
#endif
{
    private readonly RowStream _rows;
    private readonly VerifiedRowReader _reader;
    private readonly RowQuery _query;
    private readonly TableColumn[] _columns;

    private OwoxDataReader(RowStream rows, VerifiedRowReader reader, RowQuery query, TableColumn[] columns, bool hasRows)
    {
        _rows = rows;
        _reader = reader;
        _query = query;
        _columns = columns;
        HasRows = hasRows;
    }

    /// <summary>Cancels the request of a reader that was not closed. Otherwise its rows would be buffered in a temporary file.</summary>
    [SuppressMessage("Design", "MA0055", Justification = "A timer keeps the stream alive, and reads ahead to a file.")]
    ~OwoxDataReader()
    {
        // The finalizer thread must not wait for the network.
        _ = _reader.IsClosed ? Task.CompletedTask : Task.Run(_reader.Dispose);
    }

    /// <summary>The ID of the data mart.</summary>
    public string DataMartId => _query.DataMartId;

    /// <summary>The ID of the report, or null if the data mart itself is exported.</summary>
    public string? ReportId => _query.ReportId;

    /// <summary>The ID of the run, or null if the server did not return one.</summary>
    public string? RunId => _rows.RunId;

    /// <summary>The number of rows that were read so far.</summary>
    public long RowsRead => _reader.RowsRead;

    /// <summary>Whether the rows are complete and verified.</summary>
    public OwoxDataReaderStatus Status => _reader.Status;

    /// <summary>Warnings about the values so far, for the user.</summary>
    public string[] Warnings => _rows.Warnings;

    /// <summary>The reason why the types of the columns are unknown, so that all columns are strings, or null if they are known.</summary>
    public string? WhyUntyped { get; private init; }

    /// <inheritdoc />
    public override int FieldCount => _columns.Length;

    /// <inheritdoc />
    public override bool HasRows { get; }

    /// <inheritdoc />
    public override bool IsClosed => _reader.IsClosed;

    /// <summary>Always 0: there are no nested tables.</summary>
    public override int Depth => 0;

    /// <summary>Always -1: the query changes no rows.</summary>
    public override int RecordsAffected => -1;

    /// <inheritdoc />
    public override object this[int ordinal] => GetValue(ordinal);

    /// <inheritdoc />
    public override object this[string name] => GetValue(GetOrdinal(name));

    internal IReadOnlyList<TableColumn> Columns => _columns;

    /// <summary>Receives each error before <see cref="Read"/> throws it.</summary>
    internal Action<Exception> OnError { init => _reader.OnError = value; }

    /// <summary>Starts a query and waits for its first row, which determines the columns.</summary>
    /// <param name="connection">Sends the requests. It must stay open until the last row is read.</param>
    /// <param name="query">The rows.</param>
    /// <param name="schema">Reads the columns of the data mart.</param>
    /// <param name="isExactAsText">Whether columns of exact decimal numbers are strings, because Decimal does not represent all of them.</param>
    /// <param name="onError">Receives each error of the reader before it is thrown, or null for none.</param>
    /// <param name="cancellationToken">Cancels the start.</param>
    /// <exception cref="OwoxStreamException">The stream is incomplete before the first row, or an empty stream is not verified.</exception>
    public static async Task<OwoxDataReader> OpenAsync(
        ApiConnection connection, RowQuery query, SchemaReader schema, bool isExactAsText, Action<Exception>? onError, CancellationToken cancellationToken)
    {
        var rows = await new RowsClient(connection).OpenAsync(query, schema, cancellationToken).ConfigureAwait(false);
        var types = rows.Schema!.TypesOf(query);
        var queue = new RowQueue(rows.Layout, types, isExactAsText);
        var reader = new VerifiedRowReader(rows, connection, queue) { OnError = onError ?? (static _ => { }) };
        try
        {
            await reader.StartAsync(cancellationToken).ConfigureAwait(false);
            return new OwoxDataReader(rows, reader, query, queue.Columns, hasRows: queue.Count > 0) { WhyUntyped = types is null ? rows.Schema.WhyUnknown : null };
        }
        catch
        {
            reader.Dispose();
            throw;
        }
    }

    /// <summary>Moves to the next row.</summary>
    /// <returns>False after the last row, when the rows are complete and verified.</returns>
    /// <exception cref="OwoxException">The rows are incomplete, not verified, or do not have the types of their columns. Later calls throw it again.</exception>
    public override bool Read() => _reader.TryRead() || _reader.ReadAsync(CancellationToken.None).GetAwaiter().GetResult();

    /// <inheritdoc cref="Read" />
    /// <param name="cancellationToken">Cancels the request. The reader cannot be used afterwards.</param>
    public override Task<bool> ReadAsync(CancellationToken cancellationToken) =>
        !cancellationToken.IsCancellationRequested && _reader.TryRead() ? Task.FromResult(true) : _reader.ReadAsync(cancellationToken);

    /// <summary>Always false: there is one result.</summary>
    public override bool NextResult() => false;

    /// <summary>Closes the connection. Before the last row, this cancels the request, and <see cref="Status"/> becomes Interrupted.</summary>
    public override void Close() => _reader.Dispose();

    /// <inheritdoc />
    public override DataTable GetSchemaTable() => SchemaTable.Create(_columns);

#if NET8_0_OR_GREATER
    /// <summary>Describes the columns.</summary>
    public ReadOnlyCollection<DbColumn> GetColumnSchema() => new([.. _columns.Select(static (column, ordinal) => new TableDbColumn(column, ordinal))]);

#endif
    /// <inheritdoc />
    public override IEnumerator GetEnumerator() => new DbEnumerator(this, closeReader: false);

    /// <inheritdoc />
    public override string GetName(int ordinal) => _columns[ordinal].Name;

    /// <summary>The type in the warehouse, for example <c>NUMERIC</c>; <c>STRING</c> if it is unknown.</summary>
    public override string GetDataTypeName(int ordinal) => _columns[ordinal].WarehouseType ?? "STRING";

    /// <inheritdoc />
    public override Type GetFieldType(int ordinal) => _columns[ordinal].DataType;

    /// <summary>The position of a column: first by its exact name, then ignoring case.</summary>
    /// <exception cref="IndexOutOfRangeException">There is no such column.</exception>
    [SuppressMessage("Usage", "CA2201", Justification = "ADO.NET defines this exception.")]
    [SuppressMessage("Design", "MA0012", Justification = "ADO.NET defines this exception.")]
    public override int GetOrdinal(string name)
    {
        var exact = Array.FindIndex(_columns, column => string.Equals(column.Name, name, StringComparison.Ordinal));
        var found = exact >= 0 ? exact : Array.FindIndex(_columns, column => string.Equals(column.Name, name, StringComparison.OrdinalIgnoreCase));
        return found >= 0 ? found : throw new IndexOutOfRangeException($"The reader has no column '{name}'.");
    }

    /// <inheritdoc />
    public override object GetValue(int ordinal) => Cell(ordinal) ?? DBNull.Value;

    /// <inheritdoc />
    public override int GetValues(object[] values)
    {
        var count = Math.Min(values.Length, _columns.Length);
        for (var i = 0; i < count; i++)
        {
            values[i] = GetValue(i);
        }

        return count;
    }

    /// <inheritdoc />
    public override bool IsDBNull(int ordinal) => Cell(ordinal) is null;

    /// <summary>The value in the specified type. A TIMESTAMP can also be read as a DateTimeOffset.</summary>
    public override T GetFieldValue<T>(int ordinal) =>
        typeof(T) == typeof(DateTimeOffset) && Cell(ordinal) is DateTime { Kind: DateTimeKind.Utc } time ? (T)(object)new DateTimeOffset(time) : (T)GetValue(ordinal);

    /// <inheritdoc />
    public override bool GetBoolean(int ordinal) => (bool)GetValue(ordinal);

    /// <inheritdoc />
    public override byte GetByte(int ordinal) => checked((byte)GetInt64(ordinal));

    /// <inheritdoc />
    public override short GetInt16(int ordinal) => checked((short)GetInt64(ordinal));

    /// <inheritdoc />
    public override int GetInt32(int ordinal) => checked((int)GetInt64(ordinal));

    /// <inheritdoc />
    public override long GetInt64(int ordinal) => (long)GetValue(ordinal);

    /// <inheritdoc />
    public override float GetFloat(int ordinal) => (float)GetDouble(ordinal);

    /// <inheritdoc />
    public override double GetDouble(int ordinal) => (double)GetValue(ordinal);

    /// <inheritdoc />
    public override decimal GetDecimal(int ordinal) => (decimal)GetValue(ordinal);

    /// <inheritdoc />
    public override DateTime GetDateTime(int ordinal) => (DateTime)GetValue(ordinal);

    /// <inheritdoc />
    public override string GetString(int ordinal) => (string)GetValue(ordinal);

    /// <inheritdoc />
    public override Guid GetGuid(int ordinal) => Guid.Parse(GetString(ordinal));

    /// <summary>The character of a string with one character.</summary>
    public override char GetChar(int ordinal) => char.Parse(GetString(ordinal));

    /// <inheritdoc />
    public override long GetBytes(int ordinal, long dataOffset, byte[]? buffer, int bufferOffset, int length) =>
        Copy((byte[])GetValue(ordinal), dataOffset, buffer, bufferOffset, length);

    /// <inheritdoc />
    public override long GetChars(int ordinal, long dataOffset, char[]? buffer, int bufferOffset, int length) =>
        Copy(GetString(ordinal).ToCharArray(), dataOffset, buffer, bufferOffset, length);

    private static long Copy(Array source, long offset, Array? buffer, int bufferOffset, int length)
    {
        if (buffer is null)
        {
            return source.Length;
        }

        if (offset >= source.Length)
        {
            return 0;
        }

        var count = Math.Min(length, source.Length - offset);
        Array.Copy(source, offset, buffer, bufferOffset, count);
        return count;
    }

    private object? Cell(int ordinal) => _reader.Current is { } row
        ? row[ordinal]
        : throw new InvalidOperationException(string.Format(
            CultureInfo.InvariantCulture, "There is no current row: call Read first. {0} rows were read.", _reader.RowsRead));
}

/// <summary>The state of the rows of a data reader.</summary>
public enum OwoxDataReaderStatus
{
    /// <summary>Rows are being read.</summary>
    Open,

    /// <summary>The last row was read. The server's record of the run confirms the number of rows.</summary>
    Verified,

    /// <summary>The reader was closed before the last row. The rows are incomplete.</summary>
    Interrupted,

    /// <summary>The rows are incomplete or not verified, or a value does not have the type of its column.</summary>
    Failed,
}
