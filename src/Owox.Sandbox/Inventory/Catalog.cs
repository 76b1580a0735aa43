namespace Owox.Sandbox.Inventory;

/// <summary>What the project holds, and who may see which part of it.</summary>
internal sealed class Catalog
{
    private volatile Dictionary<string, DataMart> _marts = [];

    public Catalog(IReadOnlyList<DataMart> marts) => Hold(marts);

    /// <summary>Newest first.</summary>
    public IReadOnlyList<DataMart> DataMarts { get; private set; } = [];

    public required IReadOnlyList<Storage> Storages { get; init; }

    public required IReadOnlyList<Destination> Destinations { get; init; }

    public required IReadOnlyList<ProjectContext> Contexts { get; init; }

    public required IReadOnlyList<Relationship> Relationships { get; init; }

    public required IReadOnlyList<Report> Reports { get; init; }

    public void Add(DataMart mart) => Hold([.. DataMarts, mart]);

    public DataMart? Find(string id) => _marts.GetValueOrDefault(id);

    public DataMart DataMart(string id) => Find(id)
        ?? throw ApiErrors.Framework(404, $"Data Mart with id {id} and projectId {Project.Id} not found");

    /// <summary>The data mart, for someone who may see it.</summary>
    public DataMart DataMart(string id, Member reader)
    {
        var mart = DataMart(id);
        return mart.IsVisibleTo(reader) ? mart : throw ApiErrors.Framework(403, "You do not have access to this DataMart");
    }

    public IEnumerable<DataMart> VisibleTo(Member reader) => DataMarts.Where(mart => mart.IsVisibleTo(reader));

    /// <summary>The storage, for someone who may see it: viewers see none.</summary>
    public Storage Storage(string id, Member reader)
    {
        var storage = Storages.FirstOrDefault(candidate => candidate.Id == id)
            ?? throw ApiErrors.Framework(404, $"Data Storage with id {id} and projectId {Project.Id} not found");
        return reader.IsAdmin ? storage : throw ApiErrors.Framework(403, "You do not have access to this Storage");
    }

    public Destination Destination(string id) => Destinations.FirstOrDefault(candidate => candidate.Id == id)
        ?? throw ApiErrors.Framework(404, $"Data Destination with id {id} and projectId {Project.Id} not found");

    public IEnumerable<Relationship> RelationshipsOf(DataMart source) => Relationships.Where(relationship => relationship.Source == source);

    private void Hold(IEnumerable<DataMart> marts)
    {
        DataMarts = [.. marts.OrderByDescending(mart => mart.CreatedAt, StringComparer.Ordinal)];
        _marts = DataMarts.ToDictionary(mart => mart.Id, StringComparer.Ordinal);
    }
}
