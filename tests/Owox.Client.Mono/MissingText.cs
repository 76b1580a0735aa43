using System.Text;

namespace Owox.Client.Tests;

/// <summary>Members for strings, encodings and sequences that the tests use and .NET Framework lacks.</summary>
internal static class MissingText
{
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
}
