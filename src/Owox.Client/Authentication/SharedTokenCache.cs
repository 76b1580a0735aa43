using System.Security.Cryptography;
using System.Text;
using Owox.Authentication;

namespace Owox;

/// <summary>Shares one access token between connections with equal credentials. A token is kept only while a connection uses it.</summary>
public sealed class SharedTokenCache
{
    private readonly Dictionary<string, Entry> _entries = new(StringComparer.Ordinal);

    /// <summary>Returns the tokens of a credential, shared with all connections that use the same credential.</summary>
    /// <param name="credential">A text that identifies the credential, including the secret. Only its digest is kept.</param>
    /// <param name="create">Creates the cache for the first connection.</param>
    internal Lease Rent(string credential, Func<AccessTokenCache> create)
    {
        var name = Digest(credential);
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

    private static string Digest(string credential)
    {
        using var hash = SHA256.Create();
        return Convert.ToBase64String(hash.ComputeHash(Encoding.UTF8.GetBytes(credential)));
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

    internal sealed class Lease(SharedTokenCache pool, string name, AccessTokenCache tokens) : IDisposable
    {
        private SharedTokenCache? _pool = pool;

        public AccessTokenCache Tokens { get; } = tokens;

        public void Dispose() => Interlocked.Exchange(ref _pool, null)?.Return(name);
    }

    private sealed class Entry(AccessTokenCache tokens)
    {
        public AccessTokenCache Tokens { get; } = tokens;

        public int Users { get; set; }
    }
}
