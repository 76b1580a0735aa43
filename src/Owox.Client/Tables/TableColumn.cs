using System.Globalization;
using System.Text.RegularExpressions;
using Owox.Conversion;

namespace Owox.Tables;

/// <summary>A column of a table: its name, its types, and the conversion of its values.</summary>
internal sealed class TableColumn
{
    private static readonly Regex Digits = new(
        @"\((?<precision>[0-9]{1,3})(?: *, *(?<scale>[0-9]{1,3}))? *\)", RegexOptions.CultureInvariant, TimeSpan.FromSeconds(1));

    private readonly Func<object, object?> _convert;

    /// <summary>Describes a column.</summary>
    /// <param name="name">The name, unique ignoring case.</param>
    /// <param name="originalName">The name as the server sends it.</param>
    /// <param name="warehouseType">The type in the warehouse, or null if it is unknown.</param>
    /// <param name="isExactAsText">Whether a column of exact decimal numbers has text, because Decimal does not represent all of them.</param>
    public TableColumn(string name, string originalName, string? warehouseType, bool isExactAsText)
    {
        Name = name;
        OriginalName = originalName;
        WarehouseType = warehouseType;
        Kind = KindOf(warehouseType, isExactAsText);
        DataType = TableValues.NetTypeOf(Kind);
        _convert = TableValues.ConverterFor(Kind, warehouseType);
        if (Kind == ColumnKind.Decimal && Digits.Match(warehouseType!) is { Success: true } digits)
        {
            Precision = int.Parse(digits.Groups["precision"].Value, CultureInfo.InvariantCulture);
            Scale = digits.Groups["scale"] is { Success: true } scale ? int.Parse(scale.Value, CultureInfo.InvariantCulture) : 0;
        }
    }

    public string Name { get; }

    public string OriginalName { get; }

    public string? WarehouseType { get; }

    /// <summary>The kind of the values. JSON and unknown types are text.</summary>
    public ColumnKind Kind { get; }

    public Type DataType { get; }

    /// <summary>The number of digits that the type of the warehouse declares, as in <c>DECIMAL(18,2)</c>, or null if it declares none.</summary>
    public int? Precision { get; }

    /// <summary>The number of decimal places that the type declares, or null if it declares none.</summary>
    public int? Scale { get; }

    /// <summary>Converts a value to <see cref="DataType"/>.</summary>
    /// <param name="value">The value of the row; not null.</param>
    /// <param name="row">The number of the row, starting at 1, for the error.</param>
    /// <exception cref="OwoxConversionException">The value does not have the type of the column, or does not fit into it.</exception>
    public object Convert(object value, long row) =>
        value.GetType() == DataType ? value
        : _convert(value) is not { } converted ? throw OwoxConversionException.InReader(row, OriginalName, WarehouseType!)
        : converted.GetType() == DataType ? converted
        : throw OwoxConversionException.OutOfRange(row, OriginalName, WarehouseType!, DataType, hasTextForm: Kind == ColumnKind.Decimal);

    private static ColumnKind KindOf(string? type, bool isExactAsText) => type is null ? ColumnKind.Text : ColumnKinds.Of(type) switch
    {
        ColumnKind.Decimal when isExactAsText => ColumnKind.Text,
        ColumnKind.Unknown or ColumnKind.Json => ColumnKind.Text,
        var kind => kind,
    };
}

/// <summary>Creates the columns of a table from the names and types of the columns of a query.</summary>
internal static class TableColumns
{
    /// <summary>Creates the columns.</summary>
    /// <param name="names">The names as the server sends them.</param>
    /// <param name="types">The types, or null if they are unknown.</param>
    /// <param name="isExactAsText">Whether columns of exact decimal numbers have text.</param>
    public static TableColumn[] Create(IReadOnlyList<string> names, ColumnTypes? types, bool isExactAsText) =>
        [.. new RowSchema(names).Columns.Zip(names, (name, sent) => new TableColumn(name, sent, types?.GetType(sent), isExactAsText))];

    /// <summary>The positions of the columns in the first row, in the order of the table: the expected columns, then all others.</summary>
    /// <param name="expected">The columns that are known before the first row.</param>
    /// <param name="sent">The columns of the first row, including all expected ones.</param>
    public static int[] Order(IReadOnlyList<string> expected, IReadOnlyList<string> sent)
    {
        var remaining = Enumerable.Range(0, sent.Count).ToList();
        var first = new List<int>();
        foreach (var name in expected)
        {
            var position = remaining.FindIndex(index => sent[index] == name);
            first.Add(remaining[position]);
            remaining.RemoveAt(position);
        }

        return [.. first, .. remaining];
    }
}
