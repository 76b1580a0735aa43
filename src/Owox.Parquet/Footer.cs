using System.Reflection;
using Owox.Parquet.Columns;
using Parquet;
using Parquet.Meta;

namespace Owox.Parquet;

/// <summary>
/// Completes the metadata at the end of the file. Parquet.Net has no logical type for JSON. Its statistics of timestamps and of text with
/// certain characters are wrong, so that engines would omit rows: such values are passed to it as integers and bytes, and get
/// their logical type here. It does not expose the metadata, so they are read from a private field; a test detects a version without it.
/// </summary>
internal static class Footer
{
    private const BindingFlags Hidden = BindingFlags.Instance | BindingFlags.NonPublic;

    public static void Correct(ParquetWriter writer, IReadOnlyList<ParquetColumn> columns)
    {
        var footer = Field(writer, "_footer");
        var metadata = (FileMetaData)Field(footer, "_fileMeta");

        // The first element is the root.
        for (var i = 0; i < columns.Count; i++)
        {
            columns[i].Annotate(metadata.Schema[i + 1]);
        }

        // The library also writes bounds if there are no values, or no bounds because of NaN.
        for (var group = 0; group < metadata.RowGroups?.Count; group++)
        {
            for (var i = 0; i < columns.Count; i++)
            {
                var column = metadata.RowGroups[group].Columns[i].MetaData!;
                if (columns[i].UnboundedGroups.Contains(group) || column.Statistics?.NullCount == column.NumValues)
                {
                    column.Statistics = null;
                }
            }
        }

        // Without the order, the meaning of the statistics is undefined.
        metadata.ColumnOrders = [.. columns.Select(static _ => new ColumnOrder { TYPEORDER = new TypeDefinedOrder() })];
    }

    private static object Field(object owner, string name) => owner.GetType().GetField(name, Hidden)!.GetValue(owner)!;
}
