using System.Globalization;
using System.Numerics;
using Owox.Redaction;

namespace Owox;

/// <summary>Walks the pages of a list whose answers say where the next one begins. Items that come again are dropped.</summary>
/// <param name="first">The call for the first page.</param>
public sealed class RawPager(RawRequest first)
{
    private const string Next = "nextOffset";
    private const int LongestOffset = 500;

    private readonly HashSet<string> _offsets = new(StringComparer.Ordinal);
    private readonly HashSet<string> _ids = new(StringComparer.Ordinal);
    private RawRequest? _call = first;

    /// <summary>The next page; null after the last.</summary>
    /// <exception cref="OwoxApiException">Among others: the server gave an offset twice, and would go on for ever.</exception>
    public async Task<ApiPage?> NextAsync(ApiConnection connection, CancellationToken cancellationToken)
    {
        if (_call is not { } call)
        {
            return null;
        }

        var answer = await new RawClient(connection).SendAsync(call, cancellationToken).ConfigureAwait(false);
        var whole = answer.ReadJson();
        if (whole is not NestedObject page || !TryGet(page, Next, out var next))
        {
            _call = null;
            return new ApiPage([whole], IsPaged: false);
        }

        _call = next is null ? null : CreateNextRequest(call, answer, next);
        var items = List(page) ?? throw answer.Unusable($"it has a {Next} and no list");
        return new ApiPage(items.Where(IsNew).ToArray(), IsPaged: true);
    }

    private RawRequest CreateNextRequest(RawRequest call, RawResponse answer, object next)
    {
        // A mark of a later server may be text; nothing else can be asked for.
        var offset = next is string or long or decimal or BigInteger or double ? Convert.ToString(next, CultureInfo.InvariantCulture)! : "";
        if (offset.Length is 0 or > LongestOffset)
        {
            throw answer.Unusable($"its {Next} is no offset");
        }

        return _offsets.Add(offset)
            ? call.With("offset", offset)
            : throw answer.Unusable($"its pages repeat: {Next} {ServerTextSanitizer.Sanitize(offset, [], 50)} was given twice");
    }

    private bool IsNew(object? item) =>
        item is not NestedObject entry || !TryGet(entry, "id", out var id) || id is null
        || _ids.Add(Convert.ToString(id, CultureInfo.InvariantCulture)!);

    private static object?[]? List(NestedObject page)
    {
        if (TryGet(page, "items", out var items))
        {
            return items as object?[];
        }

        var lists = page.Select(static pair => pair.Value).OfType<object?[]>().ToArray();
        return lists.Length == 1 ? lists[0] : null;
    }

    private static bool TryGet(NestedObject values, string name, out object? value)
    {
        var at = values.FindIndex(pair => pair.Key == name);
        value = at < 0 ? null : values[at].Value;
        return at >= 0;
    }
}

/// <summary>One page of a list.</summary>
/// <param name="Items">Its items that had not come before; the whole answer where it was not paged.</param>
/// <param name="IsPaged">Whether the answer said where the next page begins.</param>
public sealed record ApiPage(IReadOnlyList<object?> Items, bool IsPaged);
