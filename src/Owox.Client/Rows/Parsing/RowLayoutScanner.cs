using System.Runtime.CompilerServices;

namespace Owox.Rows.Parsing;

/// <summary>
/// Finds the values of a line that is laid out like the lines before it: the same names in the same order, no blanks,
/// nothing nested. Nearly all lines are; the others are left to the full JSON reader, so nothing is guessed here.
/// </summary>
internal sealed class RowLayoutScanner
{
    private readonly PropertyPrefixMatcher[] _names;

    /// <summary>Prepares to read lines with these names, in this order.</summary>
    public RowLayoutScanner(IReadOnlyList<string> names)
    {
        _names = new PropertyPrefixMatcher[names.Count];
        for (var i = 0; i < _names.Length; i++)
        {
            _names[i] = new PropertyPrefixMatcher(NamePrefix.Create(names[i], isFirst: i == 0));
        }

        Values = new ValueSpan[_names.Length];
    }

    /// <summary>Where the values stand; good after a scan said yes, until the next.</summary>
    public ValueSpan[] Values { get; }

    /// <summary>Whether the line, without its newline, is laid out so, and is valid JSON as a whole.</summary>
    public bool TryScan(ReadOnlySpan<byte> line) => Scan(line) == line.Length && line.Length > 0;

    /// <summary>The same for the first of several whole lines.</summary>
    /// <returns>Its length with its newline; zero when it is not laid out so.</returns>
    [MethodImpl(Compiled.AggressiveOptimization)]
    public int ScanFirst(ReadOnlySpan<byte> lines)
    {
        // No value reaches over a newline: text holds none that is not escaped.
        var length = Scan(lines);
        return length > 0 && length < lines.Length && lines[length] == (byte)'\n' ? length + 1 : 0;
    }

    /// <summary>How many bytes of these lines, from the first on, are laid out so.</summary>
    [MethodImpl(Compiled.AggressiveOptimization)]
    public int ScanAll(ReadOnlySpan<byte> lines, ref long rows)
    {
        var at = 0;
        for (int length; (length = ScanFirst(lines.Slice(at))) > 0; at += length)
        {
            rows++;
        }

        return at;
    }

    // The length of the object at the beginning; zero when it is none of these.
    [MethodImpl(Compiled.AggressiveOptimization)]
    private int Scan(ReadOnlySpan<byte> bytes)
    {
        var values = Values;
        var at = 0;
        for (var i = 0; i < values.Length; i++)
        {
            at = _names[i].After(bytes, at);
            if ((uint)at >= (uint)bytes.Length)
            {
                return 0;
            }

            // Where it is like the one in the line before, the processor knows the next place before it has read this value.
            ref var value = ref values[i];
            value = ValuePredictor.Scan(bytes, at, in value);
            if (value.Length < 0)
            {
                return 0;
            }

            at = value.End;
        }

        return values.Length > 0 && at < bytes.Length && bytes[at] == (byte)'}' ? at + 1 : 0;
    }
}
