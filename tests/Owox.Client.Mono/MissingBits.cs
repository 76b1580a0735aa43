using System.Globalization;
using System.Net;
using System.Security.Cryptography;

namespace Owox.Client.Tests;

/// <summary>Members for numbers, hashes and arrays that the tests use and .NET Framework lacks.</summary>
internal static class MissingBits
{
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
