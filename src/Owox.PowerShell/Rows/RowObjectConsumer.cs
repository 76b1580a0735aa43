using System.Management.Automation;
using Owox.PowerShell.Output;
using Owox.Redaction;

namespace Owox.PowerShell.Rows;

/// <summary>Creates an object for each row and collects the objects in batches for the pipeline thread.</summary>
internal sealed class RowObjectConsumer(PipelineDispatcher<RowBatch> pump, bool plain, CancellationToken cancellationToken) : IRowConsumer
{
    // Column names that differ from row to row must not fill the memory.
    private const int MaxRenamed = 1_000;

    private readonly HashSet<string> _told = new(StringComparer.Ordinal);
    private readonly List<RenamedColumn> _renamed = [];
    private RowBatch _batch = new();
    private RowSchema? _shape;
    private Type?[] _types = [];
    private Func<object?[], object>? _make;
    private Func<object?[], object>? _makeOther;

    /// <summary>Returns the type of the values of a column by its original name, or null if it is unknown.</summary>
    public Func<string, Type?> TypeOf { get; set; } = static _ => null;

    public void OnRow(RowSchema shape, object?[] values)
    {
        if (!ReferenceEquals(shape, _shape))
        {
            StartRows(shape);
        }

        var isTyped = true;
        for (var i = 0; i < values.Length; i++)
        {
            // A comparison of the exact type is faster than a cast.
            if (values[i] is { } value && value.GetType() is var type && type != _types[i])
            {
                isTyped &= _types[i] is null;
                if (type == typeof(NestedObject) || type == typeof(object[]))
                {
                    values[i] = Nested(value, i);
                }
            }
        }

        // PowerShell wraps each object on the pipeline thread, which is the bottleneck. The object is therefore wrapped here.
        _batch.Rows.Add(PSObject.AsPSObject((isTyped ? _make! : Other())(values)));
        if (_batch.Rows.Count == RowBatch.Capacity)
        {
            Flush();
        }
    }

    /// <summary>Passes on the collected objects.</summary>
    public void Flush()
    {
        if (_batch.Rows.Count > 0)
        {
            pump.Add(_batch, cancellationToken);
            _batch = new RowBatch();
        }
    }

    private void StartRows(RowSchema shape)
    {
        _shape = shape;
        _types = shape.OriginalNames.Select(TypeOf).ToArray();
        _make = RowFactory.Create(shape, _types, plain);
        _makeOther = null;
        foreach (var renamed in shape.RenamedColumns)
        {
            ReportRenamed(renamed, parent: null);
        }
    }

    // Used for a value that does not match the type of its column: a number of another type, or text that is not a number.
    private Func<object?[], object> Other() => _makeOther ??= RowFactory.Create(_shape!, new Type?[_types.Length], plain);

    private object? Nested(object value, int column)
    {
        _renamed.Clear();
        var nested = PSObjectConverter.Convert(value, _renamed);
        foreach (var renamed in _renamed)
        {
            ReportRenamed(renamed, _shape!.OriginalNames[column]);
        }

        return nested;
    }

    private void ReportRenamed(RenamedColumn renamed, string? parent)
    {
        if (_told.Count < MaxRenamed && _told.Add($"{parent?.Length}:{parent}{renamed.Name}"))
        {
            _batch.Renamed.Add(DescribeRename(renamed, parent));
        }
    }

    // The parent is the column that contains the object with this key; null for a column.
    private static string DescribeRename(RenamedColumn renamed, string? parent)
    {
        var where = parent is null ? "" : $" in the column '{parent}'";
        var (one, two) = parent is null ? ("column", "columns") : ("key", "keys");
        return ServerTextSanitizer.Sanitize(renamed.Reason switch
        {
            RenameReason.Nameless => $"A {one}{where} has no name. Its property is named '{renamed.Name}'.",
            RenameReason.Reserved => $"PowerShell reserves the name '{renamed.Sent}'. The property of the {one}{where} is named '{renamed.Name}'.",
            RenameReason.Repeated => $"The rows contain the key '{renamed.Sent}'{where} more than once. The additional property is named '{renamed.Name}'.",
            _ => $"Two {two}{where} differ only in case, which PowerShell does not distinguish. The property of '{renamed.Sent}' is named '{renamed.Name}'.",
        }, [])!;
    }
}

/// <summary>Rows for the pipeline, and the messages that precede them.</summary>
internal sealed class RowBatch
{
    /// <summary>A small number, because queued objects survive a garbage collection, which makes collections expensive.</summary>
    public const int Capacity = 256;

    public List<object> Rows { get; } = new(Capacity);

    /// <summary>Messages about columns whose names were changed.</summary>
    public List<string> Renamed { get; } = [];
}
