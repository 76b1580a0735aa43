namespace Owox.Sandbox.Runs;

/// <summary>One entry of the run history. Only <see cref="RunHistory"/> touches the document.</summary>
internal sealed class Run
{
    public Run(JsonObject document)
    {
        Document = document;
        Id = document["id"]!.GetValue<string>();
        DataMartId = document["dataMartId"]!.GetValue<string>();
    }

    public string Id { get; }

    public string DataMartId { get; }

    /// <summary>The run as its detail route shows it.</summary>
    public JsonObject Document { get; }

    public string Type => Document["type"]!.GetValue<string>();

    public string Status => Document["status"]!.GetValue<string>();

    /// <summary>Moves a run on that takes time; null once it has ended.</summary>
    public Action<JsonObject, DateTimeOffset>? Progress { get; set; }

    public bool IsActive => Status is "PENDING" or "RUNNING";
}
