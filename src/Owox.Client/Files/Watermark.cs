namespace Owox;

/// <summary>What tells new rows.</summary>
/// <param name="Column">A DATE, DATETIME or TIMESTAMP column of the data mart itself.</param>
/// <param name="Zone">The time zone of its values, where they do not say themselves: of DATE and DATETIME.</param>
public sealed record Watermark(string Column, TimeZoneInfo Zone);
