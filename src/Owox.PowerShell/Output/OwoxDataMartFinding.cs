using Owox.Redaction;

namespace Owox.PowerShell;

/// <summary>The result of one check of a data mart.</summary>
public sealed class OwoxDataMartFinding : IDataMartScoped
{
    private const int MaxTextLength = 500;

    internal OwoxDataMartFinding(DataMartCheck check, DataMartCheckStatus status, string message)
    {
        Check = check;
        Status = status;
        Message = Text(message) ?? "";
    }

    /// <summary>The ID of the data mart, or null if no data mart has the specified title.</summary>
    public string? DataMartId { get; internal set; }

    public string? DataMartTitle { get; internal set; }

    public DataMartCheck Check { get; }

    /// <summary>The column of a changed schema, or the rule of a data-quality check; null for other checks.</summary>
    public string? Name { get; internal init => field = Text(value); }

    public DataMartCheckStatus Status { get; }

    /// <summary>Of a data-quality check: <c>notice</c>, <c>warning</c> or <c>error</c>; otherwise null. Newer servers may add values.</summary>
    public string? Severity { get; internal init => field = Text(value); }

    public string Message { get; }

    /// <summary>The expected value, or null for none.</summary>
    public string? Expected { get; internal init => field = Text(value); }

    /// <summary>The value that was found, or null for none.</summary>
    public string? Actual { get; internal init => field = Text(value); }

    /// <summary>The ID of the run of a query or of data-quality checks, or null for none.</summary>
    public string? RunId { get; internal init; }

    /// <summary>Of a check that could not be evaluated: the error ID, such as <c>Owox.LicenseRequired</c>; otherwise null.</summary>
    public string? ErrorId { get; internal init; }

    /// <summary>How long the check took, or null if another finding of the check contains it.</summary>
    internal TimeSpan? Duration { get; set; }

    public override string ToString() => $"{DataMartTitle ?? DataMartId}, {Check}{(Name is null ? "" : " " + Name)}: {Status}";

    private static string? Text(string? text) => ServerTextSanitizer.Sanitize(text, [], MaxTextLength);
}

/// <summary>The checks of a data mart.</summary>
public enum DataMartCheck
{
    /// <summary>Whether the data mart can be read at all. There is a finding only if it cannot.</summary>
    DataMart,

    /// <summary>The age of the data.</summary>
    Freshness,

    /// <summary>The number of rows.</summary>
    RowCount,

    /// <summary>The columns, compared with a file.</summary>
    Schema,

    /// <summary>The data-quality checks of the server.</summary>
    DataQuality,
}

/// <summary>The result of a check.</summary>
public enum DataMartCheckStatus
{
    /// <summary>The data is as expected.</summary>
    Passed,

    /// <summary>The check was not run: it does not apply, or -WhatIf or a prompt prevented it.</summary>
    Skipped,

    /// <summary>A data-quality check with a lower severity than -MinSeverity failed, or could not be evaluated.</summary>
    Warning,

    /// <summary>The check could not be evaluated.</summary>
    Error,

    /// <summary>The data is not as expected.</summary>
    Failed,
}

/// <summary>The severities of data-quality checks, in ascending order.</summary>
public enum DataQualitySeverity
{
    /// <summary>The lowest severity.</summary>
    Notice,

    /// <summary>The middle severity.</summary>
    Warning,

    /// <summary>The highest severity.</summary>
    Error,
}
