namespace Owox.Sandbox.Streams;

/// <summary>The totals of a block table, from one block: counting a million rows would outlast sending them.</summary>
internal static class BlockTotals
{
    public static JsonObject? Of(BlockRows table, IReadOnlyList<FieldColumn> selected)
    {
        var totals = new JsonObject();
        foreach (var field in selected.Where(field => field.Column.IsNumber))
        {
            Add(totals, field, table);
        }

        return totals.Count == 0 ? null : totals;
    }

    private static void Add(JsonObject totals, FieldColumn field, BlockRows table)
    {
        var (sum, count, least, most) = field.Name == "id" ? Ids(table.Total) : Values(table, table.Columns.ToList().IndexOf(field.Column));
        totals[AggregateFunctions.Label(field.Name, "SUM")] = count == 0 ? null : sum;
        totals[AggregateFunctions.Label(field.Name, "AVG")] = count == 0 ? null : sum / count;
        totals[AggregateFunctions.Label(field.Name, "MIN")] = count == 0 ? null : least;
        totals[AggregateFunctions.Label(field.Name, "MAX")] = count == 0 ? null : most;
    }

    private static (double Sum, long Count, double Least, double Most) Ids(long count)
    {
        double first = BlockRows.FirstId, last = BlockRows.FirstId + count - 1;
        return ((first + last) / 2 * count, count, first, last);
    }

    private static (double Sum, long Count, double Least, double Most) Values(BlockRows table, int column)
    {
        var (sum, count, least, most) = (0d, 0L, double.MaxValue, double.MinValue);
        for (var line = 0; line < Math.Min(table.BlockSize, table.Total); line++)
        {
            if (table.Row(line)[column] is not { } value)
            {
                continue;
            }

            var number = Convert.ToDouble(value, CultureInfo.InvariantCulture);
            var times = ((table.Total - line - 1) / table.BlockSize) + 1;
            (sum, count) = (sum + (number * times), count + times);
            (least, most) = (Math.Min(least, number), Math.Max(most, number));
        }

        return (sum, count, least, most);
    }
}
