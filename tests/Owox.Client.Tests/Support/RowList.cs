namespace Owox.Client.Tests.Support;

/// <summary>Keeps every row.</summary>
internal sealed class RowList : IRowConsumer
{
    public List<RowSchema> Shapes { get; } = [];

    public List<object?[]> Rows { get; } = [];

    public void OnRow(RowSchema shape, object?[] values)
    {
        Shapes.Add(shape);
        Rows.Add((object?[])values.Clone());
    }

    /// <summary>Reads a stream to its end.</summary>
    public async Task<RowList> ReadAllAsync(RowStream stream)
    {
        while (await stream.ReadAsync(this, CancellationToken.None))
        {
            // OnRow receives the rows.
        }

        return this;
    }
}
