using System.Runtime.CompilerServices;

namespace Owox.Rows.Parsing;

/// <summary>
/// How methods that run for each row are compiled. A million rows are over before the runtime has warmed up by itself,
/// and until then it counts what runs, which costs more than the work.
/// </summary>
internal static class Compiled
{
    /// <summary>In full, the first time, and only once. By number: netstandard2.0 lacks the name, and older runtimes ignore it.</summary>
    public const MethodImplOptions AggressiveOptimization = (MethodImplOptions)512 | MethodImplOptions.NoInlining;

    /// <summary>Into their callers.</summary>
    public const MethodImplOptions AggressiveInlining = MethodImplOptions.AggressiveInlining;
}
