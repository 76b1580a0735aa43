// What the tests use of newer frameworks and .NET Framework lacks.
using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;
using System.Threading;
using System.Threading.Tasks;

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
    /// <summary>Newer frameworks have it without a type.</summary>
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

namespace Owox.Client.Tests
{
    internal static class Missing
    {
        extension(Task task)
        {
            public async Task WaitAsync(TimeSpan limit)
            {
                if (await Task.WhenAny(task, Task.Delay(limit)) != task)
                {
                    throw new TimeoutException();
                }

                await task;
            }
        }

        extension(Task task)
        {
            public async Task WaitAsync(CancellationToken stop)
            {
                await Task.WhenAny(task, Task.Delay(Timeout.Infinite, stop));
                stop.ThrowIfCancellationRequested();
                await task;
            }
        }

        extension(Streaming.ReadAhead ahead)
        {
            public ValueTask<int> ReadAsync(byte[] block, CancellationToken stop) => ahead.ReadAsync(new ArraySegment<byte>(block), stop);
        }

        extension<T>(Task<T> task)
        {
            public async Task<T> WaitAsync(TimeSpan limit)
            {
                await ((Task)task).WaitAsync(limit);
                return await task;
            }
        }

        extension(CancellationTokenSource source)
        {
            public Task CancelAsync()
            {
                source.Cancel();
                return Task.CompletedTask;
            }
        }

        extension(Stream stream)
        {
            public void Write(ReadOnlySpan<byte> bytes) => stream.Write(bytes.ToArray(), 0, bytes.Length);

            public Task WriteAsync(byte[] bytes) => stream.WriteAsync(bytes, 0, bytes.Length);

            public Task<int> ReadAsync(byte[] bytes) => stream.ReadAsync(bytes, 0, bytes.Length);

            public async Task ReadExactlyAsync(byte[] bytes)
            {
                for (var length = 0; length < bytes.Length;)
                {
                    var count = await stream.ReadAsync(bytes, length, bytes.Length - length);
                    length += count > 0 ? count : throw new EndOfStreamException();
                }
            }
        }

        extension(TcpListener listener)
        {
            public async Task<Socket> AcceptSocketAsync(CancellationToken stop)
            {
                using var stopping = stop.Register(listener.Stop);
                try
                {
                    return await listener.AcceptSocketAsync();
                }
                catch (Exception e) when (stop.IsCancellationRequested)
                {
                    throw new OperationCanceledException(e.Message, e, stop);
                }
            }
        }

        extension<T>(IEnumerable<T> items)
        {
            public IEnumerable<T[]> Chunk(int size) => items
                .Select(static (item, index) => (item, index))
                .GroupBy(pair => pair.index / size, static pair => pair.item)
                .Select(static group => group.ToArray());

            public IEnumerable<(T First, TOther Second)> Zip<TOther>(IEnumerable<TOther> other) => items.Zip(other, static (a, b) => (a, b));

            public IEnumerable<T> SkipLast(int count) => items.Take(items.Count() - count);

            public IOrderedEnumerable<T> Order() => items.OrderBy(static item => item);

            public IOrderedEnumerable<T> Order(IComparer<T> comparer) => items.OrderBy(static item => item, comparer);
        }

        extension(string text)
        {
            public bool Contains(string part, StringComparison comparison) => text.IndexOf(part, comparison) >= 0;

            public bool Contains(char part) => text.IndexOf(part) >= 0;

            public bool Contains(char part, StringComparison comparison) => text.IndexOf(part.ToString(), comparison) >= 0;

            public int IndexOf(char part, StringComparison comparison) => text.IndexOf(part.ToString(), comparison);

            public string Replace(string part, string by, StringComparison comparison) =>
                comparison == StringComparison.Ordinal ? text.Replace(part, by) : throw new NotSupportedException();

            public static string Join(char separator, IEnumerable<string> parts) => string.Join(separator.ToString(), parts);

            public string[] Split(string separator) => text.Split([separator], StringSplitOptions.None);

            public bool StartsWith(char first) => text.Length > 0 && text[0] == first;

            public bool EndsWith(char last) => text.Length > 0 && text[text.Length - 1] == last;
        }

        extension(Encoding)
        {
            public static Encoding Latin1 => Encoding.GetEncoding(28591);
        }

        extension(Encoding encoding)
        {
            public string GetString(ReadOnlySpan<byte> bytes) => encoding.GetString(bytes.ToArray());

            public int GetBytes(string text, Span<byte> target)
            {
                var bytes = encoding.GetBytes(text);
                bytes.CopyTo(target);
                return bytes.Length;
            }
        }

        extension(double)
        {
            public static bool IsNegative(double value) => BitConverter.DoubleToInt64Bits(value) < 0;

            public static bool IsFinite(double value) => !double.IsNaN(value) && !double.IsInfinity(value);
        }

        extension(SHA256)
        {
            public static byte[] HashData(byte[] bytes)
            {
                using var hash = SHA256.Create();
                return hash.ComputeHash(bytes);
            }
        }

        extension(Convert)
        {
            public static string ToHexString(byte[] bytes) => string.Concat(bytes.Select(static b => b.ToString("X2", CultureInfo.InvariantCulture)));
        }

        extension(HttpStatusCode)
        {
            public static HttpStatusCode TooManyRequests => (HttpStatusCode)429;
        }

        extension(Directory)
        {
            public static DirectoryInfo CreateTempSubdirectory(string prefix) =>
                Directory.CreateDirectory(Path.Combine(Path.GetTempPath(), prefix + Guid.NewGuid().ToString("N")));
        }

        extension(BitConverter)
        {
            public static int ToInt32(byte[] bytes) => BitConverter.ToInt32(bytes, 0);

            public static bool TryWriteBytes(Span<byte> target, int value) => BitConverter.GetBytes(value).AsSpan().TryCopyTo(target);
        }

        extension(Array)
        {
            public static void Fill<T>(T[] array, T value)
            {
                for (var i = 0; i < array.Length; i++)
                {
                    array[i] = value;
                }
            }
        }
    }
}
