using System.Diagnostics;
using System.Text;
using System.Text.Json;
using Owox.Files.Atomic;
using Owox.Http.Options;
using Owox.Redaction;
using Owox.Text;

namespace Owox.PowerShell.Quality;

/// <summary>A JSON file with the expected columns of one or more data marts, by ID. Equal columns give equal files, so that files can be compared.</summary>
internal sealed class BaselineFile
{
    private const int Version = 1;

    private readonly string _path;

    private BaselineFile(string path) => _path = path;

    /// <summary>The columns by the ID of the data mart.</summary>
    public SortedDictionary<string, SchemaSnapshot> DataMarts { get; } = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Reads the file. Waits while another process replaces it.</summary>
    /// <param name="path">The path.</param>
    /// <param name="canBeNew">Whether a missing file is read as an empty one.</param>
    /// <param name="timings">How long to wait.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="OwoxConfigurationException">The file does not exist, cannot be read or is malformed.</exception>
    public static async Task<BaselineFile> ReadAsync(string path, bool canBeNew, ClientTimings timings, CancellationToken cancellationToken)
    {
        var file = new BaselineFile(path);
        try
        {
            using var document = JsonDocument.Parse(TextFile.Decode(await ReadBytesAsync(path, timings, cancellationToken).ConfigureAwait(false)));
            file.Parse(document.RootElement);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return canBeNew ? file : throw new OwoxConfigurationException(
                ErrorReason.BaselineNotFound, $"The baseline file '{path}' does not exist. Check the path, or create the file with -UpdateBaseline.", e);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or KeyNotFoundException or FormatException)
        {
            throw Invalid(path, $"is not a valid baseline: {ServerTextSanitizer.FromException(e)}. Restore it, for example from version control, or delete it and create it with -UpdateBaseline", e);
        }
        catch (Exception e) when (AtomicFile.IsFileSystemError(e))
        {
            throw Invalid(path, $"cannot be read: {ServerTextSanitizer.FromException(e)}. Check that it is a file and that this account has read access", e);
        }

        return file;
    }

    /// <summary>Replaces the file, or leaves it unchanged.</summary>
    /// <exception cref="OwoxFileException">The file was not written; it is unchanged.</exception>
    public async Task WriteAsync(ClientTimings timings, CancellationToken cancellationToken)
    {
        using var file = AtomicFile.Create(_path, timings);
        try
        {
            var content = Serialize();
            file.Stream.Write(content, 0, content.Length);
            file.Flush();
            await file.ReplaceTargetAsync(overwrite: true, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e) when (AtomicFile.IsFileSystemError(e))
        {
            throw OwoxFileException.NotWritten(_path, e);
        }
    }

    private static async Task<byte[]> ReadBytesAsync(string path, ClientTimings timings, CancellationToken cancellationToken)
    {
        var watch = Stopwatch.StartNew();
        while (true)
        {
            try
            {
                return File.ReadAllBytes(path);
            }
            catch (IOException e) when (e is not (FileNotFoundException or DirectoryNotFoundException) && watch.Elapsed < timings.FileBusyTimeout)
            {
                await Task.Delay(timings.FileBusyPollInterval, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    private void Parse(JsonElement root)
    {
        if (root.GetProperty("version").GetInt32() != Version)
        {
            throw new FormatException("Its version is unknown. A newer version of this module can have written it.");
        }

        foreach (var mart in root.GetProperty("dataMarts").EnumerateObject())
        {
            Add(DataMarts, mart.Name, new SchemaSnapshot(
                mart.Value.TryGetProperty("title", out var title) ? title.GetString() : null, Columns(mart.Value.GetProperty("columns")))
            {
                JoinedColumns = mart.Value.TryGetProperty("joinedColumns", out var joined) ? Columns(joined) : null,
            });
        }
    }

    private static SortedDictionary<string, string> Columns(JsonElement list)
    {
        var columns = SchemaSnapshot.Empty();
        foreach (var column in list.EnumerateObject())
        {
            Add(columns, column.Name, column.Value.GetString() ?? throw new FormatException($"The type of the column '{column.Name}' is null."));
        }

        return columns;
    }

    // Two versions of a file that were merged can contain a name twice.
    private static void Add<T>(SortedDictionary<string, T> table, string name, T value)
    {
        if (table.ContainsKey(name))
        {
            throw new FormatException($"It contains '{name}' twice.");
        }

        table.Add(name, value);
    }

    private byte[] Serialize()
    {
        var content = Utf8Json.ReadableObject(json =>
        {
            json.WriteNumber("version", Version);
            json.WriteStartObject("dataMarts");
            foreach (var mart in DataMarts)
            {
                json.WriteStartObject(mart.Key);
                json.WriteString("title", mart.Value.Title);
                Write(json, "columns", mart.Value.Columns);
                Write(json, "joinedColumns", mart.Value.JoinedColumns);
                json.WriteEndObject();
            }

            json.WriteEndObject();
        });

        // The writer uses the line ends of the system. Line ends inside strings are escaped.
        return Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(content).Replace("\r\n", "\n") + "\n");
    }

    private static void Write(Utf8JsonWriter json, string name, SortedDictionary<string, string>? columns)
    {
        if (columns is null)
        {
            return;
        }

        json.WriteStartObject(name);
        foreach (var column in columns)
        {
            json.WriteString(column.Key, column.Value);
        }

        json.WriteEndObject();
    }

    private static OwoxConfigurationException Invalid(string path, string why, Exception inner) =>
        new(ErrorReason.BaselineInvalid, $"The baseline file '{path}' {why}.", inner);
}
