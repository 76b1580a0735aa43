using System;
using System.Globalization;
using System.IO;
using System.Text.Json;

namespace Owox.Files;

/// <summary>How far an incremental export is: everything before <see cref="Next"/> is in files already.</summary>
internal sealed record ExportState(string DataMartId, string Watermark, string Next)
{
    private static readonly string[] Forms = [MomentText.Day, MomentText.Clock, MomentText.Moment];

    /// <summary>The state, or null where there is none yet.</summary>
    /// <param name="path">The file.</param>
    /// <param name="now">The time, which no state is much later than.</param>
    /// <exception cref="OwoxFileException">The file is there and cannot be used.</exception>
    public static ExportState? Read(string path, DateTimeOffset now)
    {
        try
        {
            if (!File.Exists(path))
            {
                return null;
            }

            using var document = JsonDocument.Parse(File.ReadAllBytes(path));
            var root = document.RootElement;
            var next = Text(root, "next");
            RequireTime(next, now);
            return new ExportState(Text(root, "dataMartId"), Text(root, "watermark"), next);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or JsonException or InvalidOperationException or System.Collections.Generic.KeyNotFoundException)
        {
            throw new OwoxFileException(
                ErrorReason.StateInvalid,
                $"The state file '{path}' cannot be used: {e.Message} Without it nobody knows what was exported before. Repair it from a backup, or delete it to begin anew with all rows.",
                path,
                e);
        }
    }

    /// <summary>Writes the state; it is either wholly there or as it was.</summary>
    public void Write(string path)
    {
        using var file = TargetFile.Create(path);
        try
        {
            using var json = new Utf8JsonWriter(file.Stream, new JsonWriterOptions { Indented = true });
            json.WriteStartObject();
            json.WriteString("dataMartId", DataMartId);
            json.WriteString("watermark", Watermark);
            json.WriteString("next", Next);
            json.WriteEndObject();
        }
        catch (IOException e)
        {
            throw OwoxFileException.NotWritten(path, e);
        }

        file.PutInPlace();
    }


    // What is taken for later than now would end all exports for as long, without a word.
    private static void RequireTime(string next, DateTimeOffset now)
    {
        if (!DateTimeOffset.TryParseExact(next, Forms, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var end))
        {
            throw new InvalidOperationException("Its 'next' is no time.");
        }

        if (end > now.AddDays(1))
        {
            throw new InvalidOperationException($"Its 'next' is {next}, and by the clock of this machine it is {now.UtcDateTime.ToString(MomentText.Moment, CultureInfo.InvariantCulture)}; if that is wrong, set it right.");
        }
    }

    private static string Text(JsonElement root, string name) =>
        root.GetProperty(name).GetString() ?? throw new InvalidOperationException($"Its '{name}' is null.");
}
