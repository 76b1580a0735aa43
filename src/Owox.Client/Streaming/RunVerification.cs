namespace Owox;

/// <summary>Whether the server's own record of the run agrees that all rows have come.</summary>
/// <param name="IsVerified">True when the record says SUCCESS and the same number of rows.</param>
/// <param name="WhyNot">Why the record could not be asked or does not tell; null when it agreed.</param>
/// <param name="Record">The record; null when there is none.</param>
public sealed record RunVerification(bool IsVerified, string? WhyNot, Run? Record);
