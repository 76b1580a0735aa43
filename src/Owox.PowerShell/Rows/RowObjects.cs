using System;
using System.Collections.Generic;
using System.Threading;
using Owox.PowerShell.Output;

namespace Owox.PowerShell.Rows;

/// <summary>Makes an object of each row, and gathers them into batches for the pipeline thread.</summary>
internal sealed class RowObjects(PipelinePump<RowBatch> pump, bool plain, CancellationToken cancellationToken) : IRowSink
{
    private RowBatch _batch = new();
    private RowShape? _shape;
    private Func<object?[], object>? _make;

    public void OnRow(RowShape shape, object?[] values)
    {
        if (!ReferenceEquals(shape, _shape))
        {
            _shape = shape;
            _make = RowMaker.For(shape, plain);
            _batch.Renamed.AddRange(shape.Renamed);
        }

        for (var i = 0; i < values.Length; i++)
        {
            if (values[i] is NestedObject or object?[])
            {
                values[i] = NestedValue.Of(values[i]);
            }
        }

        _batch.Rows.Add(_make!(values));
    }

    /// <summary>Hands over what was gathered.</summary>
    public void Flush()
    {
        if (_batch.Rows.Count > 0)
        {
            pump.Add(_batch, cancellationToken);
            _batch = new RowBatch();
        }
    }
}

/// <summary>Rows for the pipeline, and what is to be said of them first.</summary>
internal sealed class RowBatch
{
    public List<object> Rows { get; } = new(1_024);

    /// <summary>Columns whose names had to change: as sent, and as they are now.</summary>
    public List<KeyValuePair<string, string>> Renamed { get; } = [];
}
