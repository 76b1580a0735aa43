using System;
using System.IO;
using System.Text.Json;

namespace Owox.Files;

/// <summary>How far an incremental export is: everything before <see cref="Next"/> is in files already.</summary>
internal sealed record ExportState(string DataMartId, string Watermark, string Next)
{
    /// <summary>The state, or null where there is none yet.</summary>
    /// <exception cref="OwoxFileException">The file is there and cannot be used.</exception>
    public static ExportState? Read(string path)
    {
        try
        {
            if (!File.Exists(path))
            {
                return null;
            }

            using var document = JsonDocument.Parse(File.ReadAllBytes(path));
            var root = document.RootElement;
            return new ExportState(Text(root, "dataMartId"), Text(root, "watermark"), Text(root, "next"));
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
        using (var json = new Utf8JsonWriter(file.Stream, new JsonWriterOptions { Indented = true }))
        {
            json.WriteStartObject();
            json.WriteString("dataMartId", DataMartId);
            json.WriteString("watermark", Watermark);
            json.WriteString("next", Next);
            json.WriteEndObject();
        }

        file.PutInPlace();
    }

    private static string Text(JsonElement root, string name) =>
        root.GetProperty(name).GetString() ?? throw new InvalidOperationException($"Its '{name}' is null.");
}
