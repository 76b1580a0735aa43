using System.Runtime.CompilerServices;

namespace Owox.Rows.Parsing;

/// <summary>
/// How methods that run for each row are compiled. A million rows are read before tiered compilation has optimized the code, and until then
/// the call counters of the runtime cost more time than the work itself.
/// </summary>
internal static class Compiled
{
    /// <summary>Fully optimized on the first call. The value is a number because netstandard2.0 lacks the name; older runtimes ignore it.</summary>
    public const MethodImplOptions AggressiveOptimization = (MethodImplOptions)512 | MethodImplOptions.NoInlining;

    /// <summary>Inlined into the callers.</summary>
    public const MethodImplOptions AggressiveInlining = MethodImplOptions.AggressiveInlining;
}
