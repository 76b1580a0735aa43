using System;
using System.Collections.Generic;
using System.Management.Automation;
using System.Runtime.CompilerServices;
using System.Threading;
using Owox.PowerShell.Output;
using Owox.Streaming;

namespace Owox.PowerShell.Rows;

/// <summary>Makes an object of each row, and gathers them into batches for the pipeline thread.</summary>
internal sealed class RowObjects(PipelinePump<RowBatch> pump, bool plain, CancellationToken cancellationToken) : IRowSink
{
    private readonly HashSet<RowShape> _known = [];
    private RowBatch _batch = new();
    private RowShape? _shape;
    private Func<object?[], object>? _make;

    [MethodImpl(Compiled.AtOnce)]
    public void OnRow(RowShape shape, object?[] values)
    {
        if (!ReferenceEquals(shape, _shape))
        {
            Begin(shape);
        }

        for (var i = 0; i < values.Length; i++)
        {
            // By the exact type: a cast costs more.
            if (values[i] is { } value && (value.GetType() == typeof(NestedObject) || value.GetType() == typeof(object[])))
            {
                values[i] = NestedValue.Of(value);
            }
        }

        // The engine wraps each object that it is given bare, on the one thread that has no time to spare.
        _batch.Rows.Add(PSObject.AsPSObject(_make!(values)));
        if (_batch.Rows.Count == RowBatch.Most)
        {
            Flush();
        }
    }

    /// <summary>Hands over what was gathered.</summary>
    [MethodImpl(Compiled.AtOnce)]
    public void Flush()
    {
        if (_batch.Rows.Count > 0)
        {
            pump.Add(_batch, cancellationToken);
            _batch = new RowBatch();
        }
    }

    private void Begin(RowShape shape)
    {
        _shape = shape;
        _make = RowMaker.For(shape, plain);
        if (_known.Add(shape))
        {
            _batch.Renamed.AddRange(shape.Renamed);
        }
    }
}

/// <summary>Rows for the pipeline, and what is to be said of them first.</summary>
internal sealed class RowBatch
{
    /// <summary>Few: what waits between the threads outlives a collection, and that is what collections cost.</summary>
    public const int Most = 256;

    public List<object> Rows { get; } = new(Most);

    /// <summary>Columns whose names had to change: as sent, and as they are now.</summary>
    public List<KeyValuePair<string, string>> Renamed { get; } = [];
}
