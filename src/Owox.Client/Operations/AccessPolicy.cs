using System.Text.RegularExpressions;
using Owox.Operations;
using Owox.Redaction;
using Owox.Text;

namespace Owox;

/// <summary>
/// The requests that a session may send. It limits this client only: the server does not enforce it, and the credential keeps all of its
/// permissions.
/// </summary>
public sealed class AccessPolicy
{
    private const int LongestPath = 200;

    private static readonly Regex Id = new("^[A-Za-z0-9._~:@-]+$", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(1));

    private readonly Scope[] _scopes;
    private readonly HashSet<string> _dataMarts;

    private AccessPolicy(bool isReadOnly, IEnumerable<Scope> scopes, IEnumerable<string> dataMarts)
    {
        IsReadOnly = isReadOnly;
        _scopes = [.. scopes.Select(scope => isReadOnly ? scope with { IsWrite = false } : scope).Distinct()];
        _dataMarts = new HashSet<string>(dataMarts, StringComparer.Ordinal);
    }

    /// <summary>The policy that permits each request.</summary>
    public static AccessPolicy Unlimited { get; } = new(isReadOnly: false, [new Scope(Scope.AnyArea, IsWrite: true)], []);

    /// <summary>The names of all scopes.</summary>
    public static IReadOnlyList<string> KnownScopes { get; } =
        [.. Scope.Areas.SelectMany(static area => Scope.IsOnlyRead(area) ? new[] { false } : [false, true], static (area, isWrite) => new Scope(area, isWrite).ToString())];

    /// <summary>Whether the session may only read.</summary>
    public bool IsReadOnly { get; }

    /// <summary>The scopes of the session. <c>Api:Write</c> permits everything, and <c>Api:Read</c> all reading.</summary>
    public IReadOnlyList<string> Scopes => Array.ConvertAll(_scopes, static scope => scope.ToString());

    /// <summary>The IDs of the data marts that the session is limited to; empty for all.</summary>
    public IReadOnlyCollection<string> AllowedDataMarts => _dataMarts;

    /// <summary>Creates a policy.</summary>
    /// <param name="isReadOnly">Whether only reading is permitted.</param>
    /// <param name="scopes">The scopes, each such as <c>Runs:Write</c>, or several separated by commas; null for all.</param>
    /// <param name="allowedDataMarts">The IDs of the data marts; null for all.</param>
    /// <exception cref="OwoxConfigurationException">A scope does not exist, or an ID is invalid.</exception>
    public static AccessPolicy Create(bool isReadOnly, IEnumerable<string>? scopes = null, IEnumerable<string>? allowedDataMarts = null)
    {
        var ids = (allowedDataMarts ?? []).ToArray();
        if (Array.Find(ids, static id => !Id.IsMatch(id)) is { } wrong)
        {
            throw new OwoxConfigurationException(
                ErrorReason.IdInvalid, $"'{ServerTextSanitizer.Sanitize(wrong, [], LongestPath)}' is not the ID of a data mart. A connection can only be limited to IDs, because titles can change.");
        }

        return new AccessPolicy(
            isReadOnly, scopes is null ? Unlimited._scopes : [.. scopes.SelectMany(static text => text.Split(',')).Select(Known)], ids);
    }

    /// <summary>Checks everything about a request that needs no other request.</summary>
    /// <exception cref="OwoxAccessException">The policy does not permit the request.</exception>
    internal void Require(Operation operation, string path)
    {
        if (operation.IsSession)
        {
            return;
        }

        if (IsReadOnly && !operation.IsRead)
        {
            throw OwoxAccessException.ReadOnly(Name(operation, path));
        }

        if (!operation.Scopes.Any(required => Array.Exists(_scopes, scope => scope.Includes(required))))
        {
            throw OwoxAccessException.ScopeMissing(Name(operation, path), operation.Scopes[0].ToString(), Scopes);
        }

        if (operation.DataMartId is { } id)
        {
            RequireDataMart(operation, path, id);
        }
        else if (operation.DataMarts == DataMartSource.Several && _dataMarts.Count > 0)
        {
            throw OwoxAccessException.DataMartNotAllowed($"{Name(operation, path)} was not sent: it is not limited to one data mart", AllowedDataMarts);
        }
    }

    /// <summary>Checks the data mart of a request.</summary>
    /// <exception cref="OwoxAccessException">The session is limited to other data marts.</exception>
    internal void RequireDataMart(Operation operation, string path, string? id)
    {
        if (_dataMarts.Count > 0 && (id is null || !_dataMarts.Contains(id)))
        {
            var what = id is null ? "it contains no data mart ID" : $"it concerns the data mart {ServerTextSanitizer.Sanitize(id, [], LongestPath)}";
            throw OwoxAccessException.DataMartNotAllowed($"{Name(operation, path)} was not sent: {what}", AllowedDataMarts);
        }
    }

    private static string Name(Operation operation, string path) => $"{operation.Method} {ServerTextSanitizer.Sanitize(path, [], LongestPath)}";

    private static Scope Known(string text) => Scope.Parse(text) ?? throw Unknown(text);

    private static OwoxConfigurationException Unknown(string text)
    {
        var similar = SimilarNames.Of(text.Trim(), KnownScopes).ToArray();
        return new OwoxConfigurationException(
            ErrorReason.ScopeInvalid,
            $"'{ServerTextSanitizer.Sanitize(text.Trim(), [], LongestPath)}' is not a scope. "
            + (similar.Length > 0 ? $"Did you mean {string.Join(" or ", similar)}?" : $"The scopes are {string.Join(", ", KnownScopes)}."));
    }
}
