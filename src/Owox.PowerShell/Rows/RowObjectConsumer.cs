using System.Management.Automation;
using System.Runtime.CompilerServices;
using Owox.PowerShell.Output;
using Owox.Redaction;
using Owox.Rows.Parsing;

namespace Owox.PowerShell.Rows;

/// <summary>Makes an object of each row, and gathers them into batches for the pipeline thread.</summary>
internal sealed class RowObjectConsumer(PipelineDispatcher<RowBatch> pump, bool plain, CancellationToken cancellationToken) : IRowConsumer
{
    // Names that change from row to row must not fill the memory.
    private const int MaxRenamed = 1_000;

    private readonly HashSet<string> _told = new(StringComparer.Ordinal);
    private readonly List<RenamedColumn> _renamed = [];
    private RowBatch _batch = new();
    private RowSchema? _shape;
    private Type?[] _types = [];
    private Func<object?[], object>? _make;
    private Func<object?[], object>? _makeOther;

    /// <summary>Tells the type of the values of a column, by its name as sent; null where that is not known.</summary>
    public Func<string, Type?> TypeOf { get; set; } = static _ => null;

    [MethodImpl(Compiled.AggressiveOptimization)]
    public void OnRow(RowSchema shape, object?[] values)
    {
        if (!ReferenceEquals(shape, _shape))
        {
            StartRows(shape);
        }

        var isTyped = true;
        for (var i = 0; i < values.Length; i++)
        {
            // By the exact type: a cast costs more.
            if (values[i] is { } value && value.GetType() is var type && type != _types[i])
            {
                isTyped &= _types[i] is null;
                if (type == typeof(NestedObject) || type == typeof(object[]))
                {
                    values[i] = Nested(value, i);
                }
            }
        }

        // The engine wraps each object that it is given bare, on the one thread that has no time to spare.
        _batch.Rows.Add(PSObject.AsPSObject((isTyped ? _make! : Other())(values)));
        if (_batch.Rows.Count == RowBatch.Most)
        {
            Flush();
        }
    }

    /// <summary>Hands over what was gathered.</summary>
    [MethodImpl(Compiled.AggressiveOptimization)]
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

    // A value that does not fit its column's type: a number of another type, or text that is no number.
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

    // The parent is the column that contains the object with this key. It is null for a column.
    private static string DescribeRename(RenamedColumn renamed, string? parent)
    {
        var where = parent is null ? "" : $" in the column '{parent}'";
        var (one, two) = parent is null ? ("column", "columns") : ("key", "keys");
        return ServerTextSanitizer.Sanitize(renamed.Reason switch
        {
            RenameReason.Nameless => $"A {one}{where} has no name: it is called '{renamed.Name}' here.",
            RenameReason.Reserved => $"PowerShell uses the name '{renamed.Sent}' itself: the {one}{where} is called '{renamed.Name}' here.",
            RenameReason.Repeated => $"The rows have the key '{renamed.Sent}'{where} more than once: it is called '{renamed.Name}' here.",
            _ => $"Two {two}{where} differ only in case. PowerShell cannot tell them apart: '{renamed.Sent}' is called '{renamed.Name}' here.",
        }, [])!;
    }
}

/// <summary>Rows for the pipeline, and what is to be said of them first.</summary>
internal sealed class RowBatch
{
    /// <summary>Few: what waits between the threads outlives a collection, and that is what collections cost.</summary>
    public const int Most = 256;

    public List<object> Rows { get; } = new(Most);

    /// <summary>Messages on columns whose names had to change.</summary>
    public List<string> Renamed { get; } = [];
}
