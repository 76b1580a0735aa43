namespace Owox.Sandbox.Runs;

/// <summary>One run. Only <see cref="RunHistory"/> changes the document.</summary>
internal sealed class Run(JsonObject document)
{
    public string Id { get; } = (string)document["id"]!;

    public string DataMartId { get; } = (string)document["dataMartId"]!;

    public JsonObject Document => document;

    public string Type => (string)document["type"]!;

    public string Status => (string)document["status"]!;

    /// <summary>Advances a run that takes time; null after its end.</summary>
    public Action<JsonObject, DateTimeOffset>? Progress { get; set; }

    public bool IsActive => Status is "PENDING" or "RUNNING";
}

/// <summary>All runs, newest first.</summary>
internal sealed class RunHistory
{
    private readonly Lock _gate = new();
    private readonly List<Run> _runs = [];
    private readonly TimeProvider _clock;

    public RunHistory(TimeProvider clock, JsonNode seed)
    {
        _clock = clock;
        _runs.AddRange(seed.AsArray().Select(document => new Run(document!.AsObject())));
    }

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

    public JsonObject Detail(DataMart mart, string runId)
    {
        lock (_gate)
        {
            var run = Current(mart.Id).FirstOrDefault(candidate => candidate.Id == runId)
                ?? throw ApiErrors.Framework(404, "Run not found");
            return (JsonObject)run.Document.DeepClone();
        }
    }

    public JsonArray OfDataMart(DataMart mart, int limit, int offset)
    {
        lock (_gate)
        {
            return Current(mart.Id).Skip(offset).Take(limit)
                .Select(run => RunDocument.ListItem(run.Document, null)).ToJsonArray();
        }
    }

    public JsonArray OfProject(Catalog catalog, Member reader, int limit, int offset)
    {
        lock (_gate)
        {
            return Current(null)
                .Select(run => (Run: run, Mart: catalog.Find(run.DataMartId)))
                .Where(pair => pair.Mart?.IsVisibleTo(reader) == true)
                .Skip(offset).Take(limit)
                .Select(pair => RunDocument.ListItem(pair.Run.Document, pair.Mart)).ToJsonArray();
        }
    }

    /// <summary>The newest run of each given type, in list form.</summary>
    public JsonObject? Latest(DataMart mart, params string[] types)
    {
        lock (_gate)
        {
            var run = Current(mart.Id).FirstOrDefault(candidate => types.Contains(candidate.Type, StringComparer.Ordinal));
            return run is null ? null : RunDocument.ListItem(run.Document, null);
        }
    }

    /// <summary>Reads the runs of a data mart and changes one, in one step.</summary>
    public T Change<T>(DataMart mart, Func<IReadOnlyList<Run>, T> change)
    {
        lock (_gate)
        {
            return change([.. Current(mart.Id)]);
        }
    }

    private IEnumerable<Run> Current(string? martId)
    {
        var now = _clock.GetUtcNow();
        foreach (var run in Enumerable.Reverse(_runs).Where(run => martId is null || run.DataMartId == martId))
        {
            run.Progress?.Invoke(run.Document, now);
            if (!run.IsActive)
            {
                run.Progress = null;
            }

            yield return run;
        }
    }
}
