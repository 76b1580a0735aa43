using System.Runtime.CompilerServices;

namespace Owox.Rows.Parsing;

/// <summary>
/// How methods that run for each row are compiled. A million rows are read before tiered compilation has optimized the code, and until then
/// the call counters of the runtime cost more time than the work itself. The numbers are the
/// factors of the CPU time without the attribute, for 2 million rows (bench/ABLATION.md).
/// </summary>
internal static class Compiled
{
    /// <summary>Fully optimized on the first call: 1.9 for NDJSON and 1.1 for CSV in the parser, 1.2 for CSV in the formats. The value is a number because netstandard2.0 lacks the name; older runtimes ignore it.</summary>
    public const MethodImplOptions AggressiveOptimization = (MethodImplOptions)512 | MethodImplOptions.NoInlining;

    /// <summary>Inlined into the callers: 1.6 for NDJSON and 1.3 for CSV in the parser, 1.2 for CSV in the fields.</summary>
    public const MethodImplOptions AggressiveInlining = MethodImplOptions.AggressiveInlining;
}
