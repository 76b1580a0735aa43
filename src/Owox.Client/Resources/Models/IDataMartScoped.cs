namespace Owox;

/// <summary>Something that belongs to a data mart: a run, a schedule, a report, a column.</summary>
public interface IDataMartScoped
{
    /// <summary>The ID of the data mart; null where the server did not tell it.</summary>
    string? DataMartId { get; }
}
