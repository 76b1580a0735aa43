using System.Data;
using System.Data.Common;
using System.Globalization;

namespace Owox.Tables;

/// <summary>Describes columns in the form that ADO.NET defines for <see cref="DbDataReader.GetSchemaTable"/>.</summary>
internal static class SchemaTable
{
    /// <summary>The size of a column without a maximum length.</summary>
    public const int Unlimited = int.MaxValue;

    private static readonly (string Name, Type Type)[] Properties =
    [
        (SchemaTableColumn.ColumnName, typeof(string)),
        (SchemaTableColumn.ColumnOrdinal, typeof(int)),
        (SchemaTableColumn.ColumnSize, typeof(int)),
        (SchemaTableColumn.NumericPrecision, typeof(short)),
        (SchemaTableColumn.NumericScale, typeof(short)),
        (SchemaTableColumn.DataType, typeof(Type)),
        ("DataTypeName", typeof(string)),
        (SchemaTableColumn.IsLong, typeof(bool)),
        (SchemaTableColumn.AllowDBNull, typeof(bool)),
        (SchemaTableColumn.IsUnique, typeof(bool)),
        (SchemaTableColumn.IsKey, typeof(bool)),
        (SchemaTableOptionalColumn.IsAutoIncrement, typeof(bool)),
        (SchemaTableOptionalColumn.IsReadOnly, typeof(bool)),
        (SchemaTableOptionalColumn.IsRowVersion, typeof(bool)),
        (SchemaTableColumn.BaseColumnName, typeof(string)),
    ];

    /// <summary>Whether the values of a column can have any length.</summary>
    public static bool IsLong(TableColumn column) => column.Kind is ColumnKind.Text or ColumnKind.Bytes;

    /// <summary>Returns a table with one row for each column. Each column allows null: the warehouse does not guarantee values.</summary>
    public static DataTable Create(IReadOnlyList<TableColumn> columns)
    {
        var table = new DataTable("SchemaTable") { Locale = CultureInfo.InvariantCulture };
        foreach (var (name, type) in Properties)
        {
            table.Columns.Add(name, type);
        }

        for (var ordinal = 0; ordinal < columns.Count; ordinal++)
        {
            var column = columns[ordinal];
            table.Rows.Add(
                column.Name,
                ordinal,
                IsLong(column) ? Unlimited : -1,
                column.Precision is { } precision ? (object)(short)precision : DBNull.Value,
                column.Scale is { } scale ? (object)(short)scale : DBNull.Value,
                column.DataType,
                column.WarehouseType ?? "STRING",
                IsLong(column),
                true,
                false,
                false,
                false,
                true,
                false,
                column.OriginalName);
        }

        return table;
    }
}

#if NET8_0_OR_GREATER
/// <summary>Describes a column in the form that ADO.NET defines for column schemas.</summary>
internal sealed class TableDbColumn : DbColumn
{
    public TableDbColumn(TableColumn column, int ordinal)
    {
        ColumnName = column.Name;
        ColumnOrdinal = ordinal;
        ColumnSize = SchemaTable.IsLong(column) ? SchemaTable.Unlimited : null;
        NumericPrecision = column.Precision;
        NumericScale = column.Scale;
        DataType = column.DataType;
        DataTypeName = column.WarehouseType ?? "STRING";
        IsLong = SchemaTable.IsLong(column);
        AllowDBNull = true;
        IsUnique = false;
        IsKey = false;
        IsAutoIncrement = false;
        IsReadOnly = true;
        BaseColumnName = column.OriginalName;
    }
}
#endif
