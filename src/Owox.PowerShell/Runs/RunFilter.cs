using Owox.PowerShell.Output;

namespace Owox.PowerShell.Runs;

/// <summary>Selects runs by status, type and time of creation. Unknown values from a newer server are compared in the same way.</summary>
internal sealed class RunFilter(string[]? statuses, string[]? types, DateTimeOffset? since, DateTimeOffset? until)
{
    public bool IsEmpty => statuses is null && types is null && since is null && until is null;

    public bool IsMatch(Run run) =>
        WildcardFilter.IsAmong(statuses, run.Status)
        && WildcardFilter.IsAmong(types, run.Type)
        && (since is null || run.CreatedAt >= since)
        && (until is null || run.CreatedAt < until);

    public bool IsTooEarly(Run run) => run.CreatedAt < since;

    public static OwoxConfigurationException Invalid(string message) => new(ErrorReason.RequestInvalid, message);
}
