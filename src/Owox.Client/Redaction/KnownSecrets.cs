using System.Text;
using System.Text.RegularExpressions;

namespace Owox.Redaction;

/// <summary>
/// The secrets that this process has used and that no message may contain. A secret is added when it enters the process, so the code that
/// creates messages does not need to know it.
/// </summary>
internal static class KnownSecrets
{
    public const string Replacement = "***";

    /// <summary>The prefix of every API key value.</summary>
    public const string ApiKeyPrefix = "owox_key_";

    // A process that renews its access tokens for weeks must not keep all of them.
    private const int MaxCount = 512;

    // A shorter secret can be a common word in a message.
    private const int MinLength = 8;

    // A key that was not used in this session is also a secret.
    private static readonly Regex KeyValue = new(
        ApiKeyPrefix + "[A-Za-z0-9_-]+", RegexOptions.CultureInvariant, TimeSpan.FromSeconds(5));

    private static readonly object Gate = new();
    private static readonly LinkedList<KeyValuePair<string, SecretForms>> Entries = new();
    private static readonly SecretIndex Index = new();

    /// <summary>
    /// Adds a secret. Secrets of less than eight characters are not added: they are only removed from the responses to their requests.
    /// </summary>
    public static void Add(string? secret)
    {
        if (secret is null || secret.Length < MinLength)
        {
            return;
        }

        lock (Gate)
        {
            for (var node = Entries.First; node is not null; node = node.Next)
            {
                if (node.Value.Key == secret)
                {
                    Entries.Remove(node);
                    Entries.AddFirst(node);
                    return;
                }
            }

            var forms = new SecretForms(secret);
            Index.Add(forms);
            Entries.AddFirst(new LinkedListNode<KeyValuePair<string, SecretForms>>(new(secret, forms)));
            if (Entries.Count > MaxCount)
            {
                Index.Remove(Entries.Last!.Value.Value);
                Entries.RemoveLast();
            }
        }
    }

    /// <summary>Returns the text without any secret: as plain text, in base64 or hexadecimal digits, and escaped as in JSON, URLs and HTML.</summary>
    /// <param name="text">The text.</param>
    /// <param name="others">Additional secrets of any length, or null for none.</param>
    public static string Redact(string text, IReadOnlyList<string>? others = null)
    {
        if (text.Length == 0)
        {
            return text;
        }

        var additional = (others ?? []).Where(static secret => !string.IsNullOrEmpty(secret)).Select(static secret => new SecretForms(secret)).ToArray();
        (int Start, int End)[] found;
        lock (Gate)
        {
            found = [.. DecodedText.Readings(text)
                .SelectMany(reading => Index.Find(reading).Concat(additional.SelectMany(secret => secret.Find(reading))))
                .OrderBy(static part => part.Start)];
        }

        return NamedSecrets.MaskObjects(KeyValue.Replace(found.Length == 0 ? text : Replace(text, found), ApiKeyPrefix + Replacement));
    }

    private static string Replace(string text, IReadOnlyList<(int Start, int End)> parts)
    {
        var masked = new StringBuilder(text.Length);
        var copied = 0;
        foreach (var (start, end) in parts)
        {
            if (start >= copied)
            {
                masked.Append(text, copied, start - copied).Append(Replacement);
            }

            copied = Math.Max(copied, end);
        }

        return masked.Append(text, copied, text.Length - copied).ToString();
    }
}
