namespace Owox.Sandbox.Runs;

/// <summary>One run. Only <see cref="RunHistory"/> changes the document.</summary>
internal sealed class Run(JsonObject document)
{
    public string Id { get; } = (string)document["id"]!;
    public string DataMartId { get; } = (string)document["dataMartId"]!;
    public JsonObject Document => document;
    public string Type => (string)document["type"]!;
    public string Status => (string)document["status"]!;
    public bool IsActive => Status is "PENDING" or "RUNNING";

    /// <summary>Advances a run that takes time. It is null after the end of the run.</summary>
    public Action<JsonObject, DateTimeOffset>? Progress { get; set; }
}

/// <summary>All runs, newest first.</summary>
internal sealed class RunHistory(TimeProvider clock, IEnumerable<JsonObject> seed)
{
    private readonly Lock _gate = new();
    private readonly List<Run> _runs = [.. seed.Select(document => new Run(document))];

    public Run Add(JsonObject document)
    {
        var run = new Run(document);
        lock (_gate)
        {
            _runs.Add(run);
        }

        return run;
    }

    public void Update(Run run, Action<JsonObject> change)
    {
        lock (_gate)
        {
            change(run.Document);
        }
    }

    public void Remove(Run run)
    {
        lock (_gate)
        {
            _runs.Remove(run);
        }
    }

    public JsonObject Detail(DataMart mart, string runId) => Read(mart, runs =>
        (runs.FirstOrDefault(run => run.Id == runId) ?? throw ApiErrors.Framework(404, "Run not found")).Document.DeepClone().AsObject());

    public JsonArray OfDataMart(DataMart mart, int limit, int offset) => Read(mart, runs =>
        runs.Skip(offset).Take(limit).Select(run => RunDocument.ListItem(run.Document, null)).ToJsonArray());

    public JsonArray OfProject(Catalog catalog, Member reader, int limit, int offset) => Read(null, runs => runs
        .Select(run => (Run: run, Mart: catalog.Find(run.DataMartId)))
        .Where(pair => pair.Mart?.IsVisibleTo(reader) == true)
        .Skip(offset).Take(limit)
        .Select(pair => RunDocument.ListItem(pair.Run.Document, pair.Mart)).ToJsonArray());

    /// <summary>Returns the newest run of the type, as in a list.</summary>
    public JsonObject? Latest(DataMart mart, string type) => Read(mart, runs =>
        runs.FirstOrDefault(run => run.Type == type) is { } run ? RunDocument.ListItem(run.Document, null) : null);

    /// <summary>Reads the runs of one data mart or of all data marts while other requests cannot change them.</summary>
    public T Read<T>(DataMart? mart, Func<IEnumerable<Run>, T> read)
    {
        lock (_gate)
        {
            return read(Current(mart?.Id));
        }
    }

    private IEnumerable<Run> Current(string? martId)
    {
        var now = clock.GetUtcNow();
        foreach (var run in Enumerable.Reverse(_runs).Where(run => martId is null || run.DataMartId == martId))
        {
            run.Progress?.Invoke(run.Document, now);
            run.Progress = run.IsActive ? run.Progress : null;
            yield return run;
        }
    }
}
