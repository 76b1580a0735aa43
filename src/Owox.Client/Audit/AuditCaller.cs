namespace Owox;

/// <summary>The command that causes a request, for the audit log.</summary>
public sealed record AuditCaller
{
    public string? Cmdlet { get; init; }

    /// <summary>The path of the script; null at a prompt.</summary>
    public string? Script { get; init; }

    public int? Line { get; init; }

    /// <summary>The question of the confirmation prompt, or null if the command has none.</summary>
    public string? Prompt { get; init; }

    /// <summary>The answer: <c>not asked</c>, <c>yes</c> or <c>no</c>, or null if the command has no prompt.</summary>
    public string? Answer { get; init; }
}
