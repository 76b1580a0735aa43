using System;
using System.Linq;

namespace Owox.PowerShell.Runs;

/// <summary>Chooses runs by state, type and time of creation. Words that a newer server invents are compared like any other.</summary>
internal sealed class RunFilter(string[]? statuses, string[]? types, DateTime? since, DateTime? until)
{
    // A moment without a zone is one of this machine's clock.
    private readonly DateTimeOffset? _since = since is { } from ? new DateTimeOffset(from) : null;
    private readonly DateTimeOffset? _until = until is { } to ? new DateTimeOffset(to) : null;

    public bool IsEmpty => statuses is null && types is null && _since is null && _until is null;

    public bool IsMatch(Run run) =>
        IsAmong(statuses, run.Status)
        && IsAmong(types, run.Type)
        && (_since is null || run.CreatedAt >= _since)
        && (_until is null || run.CreatedAt < _until);

    public bool IsTooEarly(Run run) => run.CreatedAt < _since;

    public static OwoxConfigurationException Invalid(string message) => new(ErrorReason.RequestInvalid, message);

    private static bool IsAmong(string[]? wanted, string? word) =>
        wanted is null || wanted.Contains(word, StringComparer.OrdinalIgnoreCase);
}
