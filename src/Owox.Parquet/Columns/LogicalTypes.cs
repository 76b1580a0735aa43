using Parquet.Meta;

namespace Owox.Parquet.Columns;

/// <summary>The logical types of the format, with the older types that some readers need.</summary>
internal static class LogicalTypes
{
    public static void Text(SchemaElement element) => Set(element, new LogicalType { STRING = new StringType() }, ConvertedType.UTF8);

    public static void Json(SchemaElement element) => Set(element, new LogicalType { JSON = new JsonType() }, ConvertedType.JSON);

    public static void Date(SchemaElement element) => Set(element, new LogicalType { DATE = new DateType() }, ConvertedType.DATE);

    // A time without a zone has no older type: readers would take it for a time in UTC.
    public static void DateTime(SchemaElement element) =>
        Set(element, new LogicalType { TIMESTAMP = new TimestampType { IsAdjustedToUTC = false, Unit = Micros } }, converted: null);

    public static void Timestamp(SchemaElement element) =>
        Set(element, new LogicalType { TIMESTAMP = new TimestampType { IsAdjustedToUTC = true, Unit = Micros } }, ConvertedType.TIMESTAMP_MICROS);

    public static void Time(SchemaElement element) => Set(element, new LogicalType { TIME = new TimeType { IsAdjustedToUTC = false, Unit = Micros } }, converted: null);

    public static Action<SchemaElement> Decimal(int precision, int scale) => element =>
    {
        Set(element, new LogicalType { DECIMAL = new DecimalType { Precision = precision, Scale = scale } }, ConvertedType.DECIMAL);
        element.Precision = precision;
        element.Scale = scale;
    };

    private static TimeUnit Micros => new() { MICROS = new MicroSeconds() };

    private static void Set(SchemaElement element, LogicalType type, ConvertedType? converted)
    {
        element.LogicalType = type;
        element.ConvertedType = converted;
    }
}
