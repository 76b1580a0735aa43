namespace Owox.Bench.Ablation;

/// <summary>An optimization of the module, and the source change that removes it.</summary>
/// <param name="Name">The name in ABLATION.md.</param>
/// <param name="Path">The file, or the folder of the files, relative to src.</param>
/// <param name="Find">The text that is replaced wherever it occurs in these files.</param>
/// <param name="Replace">The text without the optimization.</param>
internal sealed record Optimization(string Name, string Path, string Find, string Replace)
{
    private const string Compiled = "[MethodImpl(Compiled.AggressiveOptimization)]";
    private const string NotInlined = "[MethodImpl(MethodImplOptions.NoInlining)]";

    /// <summary>The measured optimizations. The first entry changes nothing, so its figures show the noise.</summary>
    public static readonly IReadOnlyList<Optimization> All =
    [
        new("nothing (noise)", "Owox.Client/Rows/RowStream.cs", "namespace Owox;", "namespace Owox; "),
        new("scanner for lines of a known layout", "Owox.Client/Rows/Parsing/LineVariants.cs", "var length = Current?.Template.ScanFirst(lines) ?? 0;", "return 0;\n        var length = Current?.Template.ScanFirst(lines) ?? 0;"),
        new("prediction of kind and length of a value", "Owox.Client/Rows/Parsing/RowLayoutScanner.cs", "value = ValuePredictor.Scan(bytes, at, in value);", "value = ValueScanner.Scan(bytes, at);"),
        new("comparison of a name as a vector", "Owox.Client/Rows/Parsing/PropertyPrefixMatcher.cs", "if (_mask != 0 && line.Length - at >= Vector256<byte>.Count)", "if (line.Length < 0)"),
        new("pool of recurring text", "Owox.Client/Rows/Parsing/StringPool.cs", "if (length > MaxLength ||", "if (length > 0 ||"),
        new("full compilation: parser", "Owox.Client/Rows/Parsing", Compiled, NotInlined),
        new("full compilation: file formats", "Owox.Client/Files", Compiled, NotInlined),
        new("inlining in the parser", "Owox.Client/Rows/Parsing", "[MethodImpl(Compiled.AggressiveInlining)]", ""),
        new("inlining in the CSV fields", "Owox.Client/Files/Csv", "[MethodImpl(Compiled.AggressiveInlining)]", ""),
        new("timer that is due at once", "Owox.Client/Rows/Reading/OnDemandReader.cs", "this, TimeSpan.Zero, slowConsumerDelay)", "this, slowConsumerDelay, slowConsumerDelay)"),
        new("reads of 64 KiB from the connection", "Owox.Client/Http/HttpHandlerFactory.cs", "new(new BufferedReadStream(context.PlaintextStream))", "new(context.PlaintextStream)"),
        new("coalescing of small reads", "Owox.Client/Rows/Reading/CoalescingReader.cs", "while (target.Length - taken >= _small.Length)", "while (target.Length < 0)"),
        new("flush while the file grows", "Owox.Client/Files/Atomic/PeriodicFlusher.cs", "if (length < _due ||", "if (length >= 0 ||"),
    ];
}
