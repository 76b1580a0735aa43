using Owox.Redaction;

namespace Owox;

/// <summary>Where a stream had text with half of a surrogate pair, which was replaced by U+FFFD.</summary>
/// <param name="Row">The number of the row; the first is 1.</param>
/// <param name="Column">The column.</param>
public sealed record TextRepair(long Row, string Column)
{
    /// <summary>What the user should know of it, as a sentence.</summary>
    internal string Warning => ServerTextSanitizer.Sanitize(
        $"Row {Row}, column '{Column}': the text has half of a surrogate pair, which is no character. It was replaced by U+FFFD, there and wherever else it occurs.", [])!;
}
