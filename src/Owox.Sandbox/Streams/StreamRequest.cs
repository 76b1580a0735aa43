namespace Owox.Sandbox.Streams;

/// <summary>A stream that may begin: the caller may read the data mart, and every column exists.</summary>
internal sealed record StreamRequest(
    DataMart Mart,
    Report? Report,
    Caller Caller,
    StreamQuery Query,
    Fields Fields,
    IReadOnlyList<FieldColumn> Selected);
