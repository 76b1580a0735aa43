using System.Text.Json;
using Owox.Redaction;
using Owox.Text;

namespace Owox.Resources.Runs;

/// <summary>Puts a run's own errors into words: connectors send each as JSON, with a stack trace in it, and the same one often.</summary>
internal static class RunErrorFormatter
{
    private const int MaxErrorsShown = 3;

    /// <summary>The first few different errors, one line each; empty for a run that tells none.</summary>
    public static string Format(Run run)
    {
        var different = run.Errors.Select(Message).OfType<string>().Distinct(StringComparer.Ordinal).ToArray();
        var shown = string.Join("; ", different.Take(MaxErrorsShown));
        return different.Length > MaxErrorsShown ? $"{shown}; and {different.Length - MaxErrorsShown} more" : shown;
    }

    private static string? Message(string error)
    {
        var text = FromJson(error) ?? error;
        var line = text.Split('\n').Select(static part => part.Trim()).FirstOrDefault(static part => part.Length > 0);
        return ServerTextSanitizer.Sanitize(line, []);
    }

    private static string? FromJson(string error)
    {
        if (!error.TrimStart().StartsWith("{", StringComparison.Ordinal))
        {
            return null;
        }

        try
        {
            using var document = JsonDocument.Parse(error);
            return Fields(document.RootElement).FirstOrDefault(static text => !string.IsNullOrWhiteSpace(text));
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static IEnumerable<string?> Fields(JsonElement error)
    {
        foreach (var name in (string[])["error", "message"])
        {
            if (error.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String)
            {
                yield return JsonElementConverter.Text(value);
            }
        }
    }
}
