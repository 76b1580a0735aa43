using System.Text.Json;

namespace Owox.Redaction;

/// <summary>Replaces an exception whose message contained a secret, or quoted text that can contain one.</summary>
internal sealed class RedactedException : Exception
{
    private RedactedException(string message)
        : base(message)
    {
    }

    /// <summary>Returns the exception; if a message in its chain contains a secret, an exception with the redacted messages.</summary>
    public static Exception? From(Exception? inner)
    {
        if (inner is null)
        {
            return null;
        }

        var chain = Chain(inner).ToArray();
        return chain.All(static e => Shown(e) == e.Message)
            ? inner
            : new RedactedException(string.Join(" ---> ", chain.Select(static e => $"{e.GetType().FullName}: {Shown(e)}")));
    }

    // The JSON reader includes invalid text in its message, such as a part of a payload.
    private static string Shown(Exception e) => e is JsonException { LineNumber: not null } json
        ? $"The text is not JSON (line {json.LineNumber + 1}, byte {json.BytePositionInLine})."
        : KnownSecrets.Redact(e.Message);

    private static IEnumerable<Exception> Chain(Exception outermost)
    {
        for (var e = outermost; e is not null; e = e.InnerException)
        {
            yield return e;
            if (e is AggregateException several)
            {
                foreach (var one in several.InnerExceptions.Skip(1).SelectMany(Chain))
                {
                    yield return one;
                }
            }
        }
    }
}
