using System;
using System.Collections.Generic;
using System.Security.Cryptography;
using System.Text;

namespace Owox.Auth;

/// <summary>Lets connections of equal credentials share one access token. Holds a token only while someone uses it.</summary>
public sealed class AccessTokenPool
{
    private readonly Dictionary<string, Entry> _entries = new(StringComparer.Ordinal);

    internal static AccessTokenPool Single() => new();

    internal Lease Rent(ApiKey key, Func<DateTimeOffset> clock) =>
        Rent(Name(key), () => new AccessTokenCache(new ApiKeyTokenIssuer(key, clock), clock));

    private static string Name(ApiKey key)
    {
        // The secret itself is no dictionary key: only its digest stays here.
        using var hash = SHA256.Create();
        return Convert.ToBase64String(hash.ComputeHash(Encoding.UTF8.GetBytes($"{key.Origin}\n{key.Id}\n{key.Secret}")));
    }

    private Lease Rent(string name, Func<AccessTokenCache> create)
    {
        lock (_entries)
        {
            if (!_entries.TryGetValue(name, out var entry))
            {
                entry = new Entry(create());
                _entries.Add(name, entry);
            }

            entry.Users++;
            return new Lease(this, name, entry.Tokens);
        }
    }

    private void Return(string name)
    {
        lock (_entries)
        {
            var entry = _entries[name];
            entry.Users--;
            if (entry.Users == 0)
            {
                _entries.Remove(name);
                entry.Tokens.Dispose();
            }
        }
    }

    internal sealed class Lease(AccessTokenPool pool, string name, AccessTokenCache tokens) : IDisposable
    {
        private AccessTokenPool? _pool = pool;

        public AccessTokenCache Tokens { get; } = tokens;

        public void Dispose() => System.Threading.Interlocked.Exchange(ref _pool, null)?.Return(name);
    }

    private sealed class Entry(AccessTokenCache tokens)
    {
        public AccessTokenCache Tokens { get; } = tokens;

        public int Users { get; set; }
    }
}
