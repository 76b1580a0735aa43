namespace Owox.Operations;

/// <summary>Determines what a request does, from its method and its path. A request that the table does not contain requires a scope for all areas.</summary>
internal sealed class OperationTable
{
    private const string Resource = "Owox.Operations.Operations.txt";
    private const string Body = "body:";

    private static readonly string[] OverrideHeaders = ["X-HTTP-Method-Override", "X-HTTP-Method", "X-Method-Override"];

    private readonly (PathTemplate Template, Operation Operation)[] _lines;

    private OperationTable(TextReader lines) => _lines = [.. Lines(lines).Select(Parse)];

    /// <summary>The table of this version, which is read once.</summary>
    public static OperationTable Current => Loaded.Value;

    private static Lazy<OperationTable> Loaded { get; } = new(static () =>
    {
        using var stream = typeof(OperationTable).Assembly.GetManifestResourceStream(Resource)!;
        using var reader = new StreamReader(stream);
        return new OperationTable(reader);
    });

    /// <summary>The operations.</summary>
    public IEnumerable<Operation> Operations => _lines.Select(static line => line.Operation);

    /// <summary>Determines what a message does when it is sent.</summary>
    public Operation Classify(HttpRequestMessage message) =>
        Classify(message.Method.Method, message.RequestUri!, OverrideHeaders.Any(message.Headers.Contains));

    /// <param name="method">The method.</param>
    /// <param name="address">The address, as it is sent.</param>
    /// <param name="overridesMethod">Whether a header names another method, which some servers and proxies obey.</param>
    public Operation Classify(string method, Uri address, bool overridesMethod = false)
    {
        var path = address.AbsolutePath;
        if (overridesMethod || OverridesMethod(address.Query))
        {
            return Unknown(method, isRead: false);
        }

        // If a server could understand the path as a more specific one, only that one counts.
        var (template, operation) = _lines
            .Where(line => line.Operation.Method == method && line.Template.Resembles(path))
            .OrderBy(static line => line.Template.Rank, StringComparer.Ordinal)
            .FirstOrDefault();
        return template?.Match(path) is { } ids
            ? operation with { Ids = ids }
            : Unknown(method, method is "GET" or "HEAD");
    }

    private static Operation Unknown(string method, bool isRead) =>
        new() { Method = method, Scopes = [new Scope(Scope.AnyArea, !isRead)], DataMarts = DataMartSource.Several };

    private static bool OverridesMethod(string query) => query.TrimStart('?').Split('&')
        .Any(static part => string.Equals(Uri.UnescapeDataString(part.Split('=')[0]), "_method", StringComparison.OrdinalIgnoreCase));

    private static IEnumerable<string> Lines(TextReader reader)
    {
        while (reader.ReadLine() is { } line)
        {
            if (line.Length > 0 && line[0] != '#')
            {
                yield return line;
            }
        }
    }

    private static DataMartSource Source(string word) => word switch
    {
        "none" => DataMartSource.None,
        "path" => DataMartSource.Path,
        "report" => DataMartSource.Report,
        "several" => DataMartSource.Several,
        _ => throw new InvalidDataException(word),
    };

    private static (PathTemplate Template, Operation Operation) Parse(string line)
    {
        var parts = line.Split(' ');
        var isBody = parts[3].StartsWith(Body, StringComparison.Ordinal);
        return (new PathTemplate(parts[1]), new Operation
        {
            Method = parts[0],
            Template = parts[1],
            Scopes = [.. parts[2].Split('|').Select(static scope => Scope.Parse(scope) ?? new Scope(Scope.SessionArea, IsWrite: false))],
            DataMarts = isBody ? DataMartSource.Body : Source(parts[3]),
            BodyProperty = isBody ? parts[3].Substring(Body.Length) : null,
        });
    }
}
