using System.Globalization;

namespace Owox.PowerShell;

/// <summary>The last use of an API key that is known, and how it is known.</summary>
public sealed class OwoxApiKeyUse
{
    internal OwoxApiKeyUse(OwoxAuditEvent call)
    {
        Time = call.Time;
        Source = ApiKeyUseSource.AuditLog;
        Action = call.Cmdlet ?? $"{call.Method} {call.Operation ?? call.Path}";
        DataMartId = call.DataMartId;
        RunId = call.RunId;
        Script = call.Script;
    }

    internal OwoxApiKeyUse(Run run, DateTimeOffset time)
    {
        Time = time;
        Source = ApiKeyUseSource.MemberRun;
        Action = run.Type;
        DataMartId = run.DataMartId;
        DataMartTitle = run.DataMartTitle;
        RunId = run.Id;
    }

    public DateTimeOffset Time { get; }

    /// <summary>The cmdlet or the request in the audit log, or the type of the run, such as <c>HTTP_DATA</c>.</summary>
    public string? Action { get; }

    /// <summary>Null if the use concerns no data mart.</summary>
    public string? DataMartId { get; }

    /// <summary>The title of the data mart, or null if the source does not contain it.</summary>
    public string? DataMartTitle { get; }

    public string? RunId { get; }

    /// <summary>The path of the script, or null if it is not known.</summary>
    public string? Script { get; }

    /// <summary>How the use is known. Only the audit log names the key.</summary>
    public ApiKeyUseSource Source { get; }

    public override string ToString() => string.Join(
        " ", new[] { Time.UtcDateTime.ToString("u", CultureInfo.InvariantCulture), Action, DataMartTitle ?? DataMartId, $"({Source})" }.Where(static part => part is not null));
}

/// <summary>How the use of an API key is known.</summary>
public enum ApiKeyUseSource
{
    /// <summary>The local audit log, which names the key.</summary>
    AuditLog,

    /// <summary>
    /// A run of the member in the time in which an access token of the key was valid. The server does not record the key of a run, so another
    /// key or a session of the member can have started it.
    /// </summary>
    MemberRun,
}
