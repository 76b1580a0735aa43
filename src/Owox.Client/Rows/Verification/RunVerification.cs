namespace Owox;

/// <summary>Whether the server's record of the run confirms that all rows were received.</summary>
/// <param name="IsVerified">True if the record has the status SUCCESS and the same number of rows.</param>
/// <param name="Reason">Why the record could not be read or does not confirm the rows, or null if it does.</param>
/// <param name="Record">The record, or null if there is no record.</param>
public sealed record RunVerification(bool IsVerified, string? Reason, Run? Record)
{
    /// <summary>The error if the record should exist but cannot be used, or null if the server does not keep a record.</summary>
    internal OwoxStreamException? Error { get; init; }

    /// <summary>The names of the columns in the record, or null if the record has none.</summary>
    internal string[]? Columns => Record?.HttpData is not { } data ? null
        : data.DataDescription is { DataHeaders: { Length: > 0 } headers } ? Array.ConvertAll(headers, static header => header.Name)
        : data.Columns;
}
