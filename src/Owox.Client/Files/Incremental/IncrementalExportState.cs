using System.Globalization;
using System.Text;
using System.Text.Json;
using Owox.Conversion;
using Owox.Files.Atomic;
using Owox.Http.Options;
using Owox.Text;

namespace Owox.Files.Incremental;

/// <summary>The state of an incremental export: all rows before <see cref="Next"/> have been exported.</summary>
internal sealed record IncrementalExportState(string DataMartId, string Watermark, string Next)
{
    /// <summary>The pattern of the file names, with <c>*</c> for the window, or null if the state does not contain it.</summary>
    public string? Files { get; init; }

    private static readonly string[] Forms = [TimestampFormatter.Day, TimestampFormatter.Clock, TimestampFormatter.Moment];

    /// <summary>The state, or null if there is no state yet.</summary>
    /// <param name="path">The file.</param>
    /// <param name="now">The current time. A state must not be much later.</param>
    /// <exception cref="OwoxFileException">The file exists but cannot be used.</exception>
    public static IncrementalExportState? Read(string path, DateTimeOffset now)
    {
        try
        {
            if (!File.Exists(path))
            {
                return null;
            }

            // An editor may have added a byte order mark.
            using var document = JsonDocument.Parse(Encoding.UTF8.GetString(File.ReadAllBytes(path)).TrimStart('\uFEFF'));
            var root = document.RootElement;
            var next = Text(root, "next");
            RequireTime(next, now);
            return new IncrementalExportState(Text(root, "dataMartId"), Text(root, "watermark"), next)
            {
                Files = root.TryGetProperty("files", out var files) ? files.GetString() : null,
            };
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new OwoxFileException(
                ErrorReason.StateFileInvalid,
                $"The state file '{path}' cannot be read: {e.Message} Nothing was exported. Close the program that uses it, or grant this account read access, and export again.",
                path,
                e);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or System.Collections.Generic.KeyNotFoundException)
        {
            throw new OwoxFileException(
                ErrorReason.StateFileInvalid,
                $"The state file '{path}' cannot be used: {e.Message} It records what was exported before. Repair it from a backup, or delete it to start again with all rows.",
                path,
                e);
        }
    }

    /// <summary>Replaces the state with the new one, or leaves it unchanged.</summary>
    /// <exception cref="OwoxFileException">The state was not written; it is unchanged.</exception>
    public async Task WriteAsync(string path, ClientTimings timings, CancellationToken cancellationToken)
    {
        using var file = AtomicFile.Create(path, timings);
        try
        {
            var state = Utf8Json.IndentedObject(json =>
            {
                json.WriteString("dataMartId", DataMartId);
                json.WriteString("watermark", Watermark);
                json.WriteString("next", Next);
                json.WriteString("files", Files);
            });
            file.Stream.Write(state, 0, state.Length);
            file.Flush();
            await file.ReplaceTargetAsync(overwrite: true, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e) when (AtomicFile.IsFileSystemError(e))
        {
            throw OwoxFileException.NotWritten(path, e);
        }
    }

    // A state with a future time would silently stop all exports until that time.
    private static void RequireTime(string next, DateTimeOffset now)
    {
        if (!DateTimeOffset.TryParseExact(next, Forms, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var end))
        {
            throw new InvalidOperationException("Its 'next' is not a valid time.");
        }

        if (end > now.AddDays(1))
        {
            throw new InvalidOperationException($"Its 'next' is {next}, but the clock of this computer shows {now.UtcDateTime.ToString(TimestampFormatter.Moment, CultureInfo.InvariantCulture)}; if the clock is wrong, correct it.");
        }
    }

    private static string Text(JsonElement root, string name) =>
        root.GetProperty(name).GetString() ?? throw new InvalidOperationException($"Its '{name}' is null.");
}

/// <summary>
/// Allows only one run at a time to work on an incremental export or to append rows to a file. Two concurrent runs could advance the state
/// past rows that neither wrote, or overwrite rows of the other run.
/// </summary>
internal static class ExportLock
{
    /// <summary>Acquires the lock.</summary>
    /// <param name="name">The path that the lock file is named after, from <see cref="SeriesName.Base"/>.</param>
    /// <exception cref="OwoxFileException">Another run holds the lock.</exception>
    public static LockFile Take(string name)
    {
        var path = name + LockFile.Extension;
        try
        {
            return LockFile.Open(path);
        }
        catch (Exception e) when (AtomicFile.IsFileSystemError(e))
        {
            throw new OwoxFileException(
                ErrorReason.FileWriteFailed,
                $"The export cannot start: the lock file '{path}' cannot be opened ({e.Message.TrimEnd('.')}). Another run of the same export may be in progress; wait until it ends.",
                path,
                e);
        }
    }
}
