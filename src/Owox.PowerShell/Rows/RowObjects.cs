using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using System.Threading;

namespace Owox.PowerShell.Output;

/// <summary>Makes an object of each row, and gathers them into batches for the pipeline thread.</summary>
internal sealed class RowObjects(PipelinePump<RowBatch> pump, CancellationToken cancellationToken) : IRowSink
{
    private RowBatch _batch = new();
    private RowShape? _shape;

    public void OnRow(RowShape shape, object?[] values)
    {
        if (!ReferenceEquals(shape, _shape))
        {
            _shape = shape;
            _batch.Renamed.AddRange(shape.Renamed);
        }

        var row = new PSObject();
        var properties = row.Properties;
        var columns = shape.Columns;
        for (var i = 0; i < values.Length; i++)
        {
            // Names are unique by the shape: the engine need not look for each of them again.
            properties.Add(new PSNoteProperty(columns[i], Value(values[i])), preValidated: true);
        }

        _batch.Rows.Add(row);
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

    private static object? Value(object? value) => value switch
    {
        NestedObject nested => Nested(nested),
        object?[] list => list.Select(Value).ToArray(),
        _ => value,
    };

    private static PSObject Nested(NestedObject nested)
    {
        var value = new PSObject();
        foreach (var (name, inner) in nested.Select(static p => (p.Key, p.Value)))
        {
            if (value.Properties[name] is null)
            {
                value.Properties.Add(new PSNoteProperty(name, Value(inner)));
            }
            else
            {
                // Names inside a value may differ only in case, too; neither is lost.
                value.Properties.Add(new PSNoteProperty(Unused(value, name), Value(inner)));
            }
        }

        return value;
    }

    private static string Unused(PSObject value, string name) =>
        Enumerable.Range(2, int.MaxValue - 2).Select(n => $"{name}_{n}").First(candidate => value.Properties[candidate] is null);
}

/// <summary>Rows for the pipeline, and what is to be said of them first.</summary>
internal sealed class RowBatch
{
    public List<PSObject> Rows { get; } = [];

    /// <summary>Columns whose names had to change: as sent, and as they are now.</summary>
    public List<KeyValuePair<string, string>> Renamed { get; } = [];
}
