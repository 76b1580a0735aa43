// Types that the compiler or the tests require and .NET Framework lacks.

namespace System
{
    /// <summary>The compiler asks for it in ranges.</summary>
    internal readonly struct Index(int value, bool fromEnd = false)
    {
        public static Index Start => new(0);

        public static Index End => new(0, true);

        public static implicit operator Index(int value) => new(value);

        public int GetOffset(int length) => fromEnd ? length - value : value;
    }

    /// <summary>The compiler asks for it in ranges.</summary>
    internal readonly struct Range(Index start, Index end)
    {
        public Index Start { get; } = start;

        public Index End { get; } = end;

        public static Range StartAt(Index start) => new(start, Index.End);

        public static Range EndAt(Index end) => new(Index.Start, end);
    }

    internal static class OperatingSystem
    {
        public static bool IsWindows() => Environment.OSVersion.Platform == PlatformID.Win32NT;
    }
}

namespace System.Runtime.CompilerServices
{
    internal static class IsExternalInit;

    internal static class RuntimeHelpers
    {
        public static T[] GetSubArray<T>(T[] array, Range range)
        {
            var start = range.Start.GetOffset(array.Length);
            return array.Skip(start).Take(range.End.GetOffset(array.Length) - start).ToArray();
        }
    }
}

namespace System.Threading.Tasks
{
    /// <summary>Newer frameworks have this class without a type parameter.</summary>
    internal sealed class TaskCompletionSource(TaskCreationOptions options) : TaskCompletionSource<bool>(null, options)
    {
        public TaskCompletionSource()
            : this(TaskCreationOptions.None)
        {
        }

        public void SetResult() => SetResult(true);

        public bool TrySetResult() => TrySetResult(true);
    }
}
