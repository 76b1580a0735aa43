using System.Globalization;
using System.Numerics;
using System.Runtime.CompilerServices;
using Owox.Redaction;

namespace Owox;

/// <summary>One page of a list that <see cref="RawClient"/> reads.</summary>
/// <param name="Items">The items that no earlier page contained; the entire response if the list is not paged.</param>
/// <param name="IsPaged">Whether the response contains the offset of the next page.</param>
public sealed record RawPage(IReadOnlyList<object?> Items, bool IsPaged)
{
    private const string NextOffset = "nextOffset";
    private const int MaxOffsetLength = 500;

    /// <summary>
    /// Reads the pages of a list whose responses contain the offset of the next page. Items that were on an earlier page are skipped.
    /// </summary>
    /// <exception cref="OwoxApiException">The server returned an error response, or the same offset twice, so the list would not end.</exception>
    internal static async IAsyncEnumerable<RawPage> ReadAllAsync(RawClient client, RawRequest first, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var offsets = new HashSet<string>(StringComparer.Ordinal);
        var ids = new HashSet<string>(StringComparer.Ordinal);
        for (var request = first; request is not null;)
        {
            var response = await client.SendAsync(request, cancellationToken).ConfigureAwait(false);
            var content = response.ReadJson();
            if (content is not NestedObject page || !TryGet(page, NextOffset, out var next))
            {
                yield return new RawPage([content], IsPaged: false);
                yield break;
            }

            request = next is null ? null : CreateNextRequest(request, response, next, offsets);
            var items = FindList(page) ?? throw response.Unusable($"it has a {NextOffset} but no list");
            yield return new RawPage(items.Where(item => IsNew(item, ids)).ToArray(), IsPaged: true);
        }
    }

    private static RawRequest CreateNextRequest(RawRequest request, RawResponse response, object next, HashSet<string> offsets)
    {
        // A later server may use a string as the offset.
        var offset = next is string or long or decimal or BigInteger or double ? Convert.ToString(next, CultureInfo.InvariantCulture)! : "";
        if (offset.Length is 0 or > MaxOffsetLength)
        {
            throw response.Unusable($"its {NextOffset} is not an offset");
        }

        return offsets.Add(offset)
            ? request.With("offset", offset)
            : throw response.Unusable($"its pages repeat: {NextOffset} {ServerTextSanitizer.Sanitize(offset, [], 50)} was returned twice");
    }

    private static bool IsNew(object? item, HashSet<string> ids) =>
        item is not NestedObject entry || !TryGet(entry, "id", out var id) || id is null
        || ids.Add(Convert.ToString(id, CultureInfo.InvariantCulture)!);

    private static object?[]? FindList(NestedObject page)
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
        var index = values.FindIndex(pair => pair.Key == name);
        value = index < 0 ? null : values[index].Value;
        return index >= 0;
    }
}
