using System.Text.Json;
using System.Text.Json.Serialization;
using Owox.Redaction;
using Owox.Resources.Models;
using Owox.Text;

namespace Owox.Resources.Runs;

/// <summary>Interprets the status of a run. For an unknown status, the end time of the run decides whether it has ended.</summary>
internal static class RunStatus
{
    public const string Pending = "PENDING";
    public const string Running = "RUNNING";
    public const string Success = "SUCCESS";
    public const string Canceled = "CANCELLED";

    private static readonly string[] Failures = [Canceled, "FAILED", "INTERRUPTED", "RESTRICTED"];

    public static bool IsFinished(Run run) =>
        run.Status == Success
        || IsFailure(run)
        || (run.Status is not (Pending or Running) && run.FinishedAt is not null);

    /// <summary>Whether the run has ended without success.</summary>
    public static bool IsFailure(Run run) => Array.IndexOf(Failures, run.Status) >= 0;
}

/// <summary>Formats the errors of a run. Connectors send each error as JSON with a stack trace, and often repeat it.</summary>
internal static class RunErrorFormatter
{
    private const int MaxErrorsShown = 3;

    /// <summary>Returns the first distinct errors, one per line; empty if the run has none.</summary>
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

/// <summary>One page of a list of runs.</summary>
internal sealed class RunPage : ApiModel
{
    [JsonRequired]
    public Run[] Runs { get; init => field = Required.NotNull(value); } = [];
}

/// <summary>The response to the start of a run.</summary>
internal sealed class StartedRun : ApiModel
{
    [JsonRequired]
    public string RunId { get; init => field = Required.NotNull(value); } = "";
}

/// <summary>Delays that increase by half, with jitter so that concurrent clients do not poll at the same time.</summary>
internal sealed class Backoff(TimeSpan first, TimeSpan longest)
{
    private const double Growth = 1.5;
    private const double Jitter = 0.2;
    private static readonly Random Random = new();

    private double _next = first.TotalMilliseconds;

    public TimeSpan Next()
    {
        var plan = _next;
        _next = Math.Min(plan * Growth, longest.TotalMilliseconds);
        return TimeSpan.FromMilliseconds(plan * (1 + (Jitter * ((2 * NextJitter()) - 1))));
    }

    private static double NextJitter()
    {
        lock (Random)
        {
            return Random.NextDouble();
        }
    }
}
