using System.Diagnostics;
using Owox.PowerShell.Inventory;
using Owox.PowerShell.Output;

namespace Owox.PowerShell.Quality;

/// <summary>Runs the checks of one data mart after the other. A check that cannot be evaluated does not prevent the others.</summary>
/// <param name="checks">The checks, in this order.</param>
/// <param name="getDataMart">Returns the data mart with an ID.</param>
internal sealed class DataMartTester(IReadOnlyList<(DataMartCheck Check, Func<DataMart, IEnumerable<OwoxDataMartFinding>> Run)> checks, Func<string, DataMart> getDataMart)
{
    /// <summary>Runs the checks.</summary>
    /// <exception cref="OwoxException">The error concerns all data marts, for example a rejected credential.</exception>
    public OwoxDataMartTest Test(ResolvedItem item)
    {
        var (startedAt, watch) = (DateTimeOffset.UtcNow, Stopwatch.StartNew());
        DataMart? mart = null;
        var findings = RunCheck(DataMartCheck.DataMart, () =>
        {
            mart = getDataMart(item.Id);
            return [];
        });
        if (mart is not null)
        {
            findings.AddRange(checks.SelectMany(check => RunCheck(check.Check, () => check.Run(mart))));
        }

        return new OwoxDataMartTest(item.Id, mart?.Title ?? item.Title, startedAt, watch.Elapsed, [.. findings]);
    }

    /// <summary>The result for a data mart whose checks could not be run because of an error.</summary>
    public static OwoxDataMartTest Failed(string? dataMartId, string? title, Exception error) =>
        new(dataMartId, title, DateTimeOffset.UtcNow, TimeSpan.Zero, [Describe(DataMartCheck.DataMart, error)]);

    /// <summary>Whether the error is the result of a check, and other checks can still be run. A limit of the connection can prevent one check.</summary>
    public static bool IsResult(OwoxException error) => error is not OwoxAuthenticationException
        && (ErrorRecords.IsItemError(error) || error is OwoxAccessException or OwoxConnectionException or OwoxStreamException
            || error.Reason is ErrorReason.BaselineNotFound or ErrorReason.ColumnNotFound or ErrorReason.ColumnIsArray or ErrorReason.RuleInvalid);

    private static List<OwoxDataMartFinding> RunCheck(DataMartCheck check, Func<IEnumerable<OwoxDataMartFinding>> run)
    {
        var watch = Stopwatch.StartNew();
        List<OwoxDataMartFinding> findings;
        try
        {
            findings = [.. run()];
        }
        catch (OwoxException e) when (IsResult(e))
        {
            findings = [Describe(check, e)];
        }

        if (findings.Count > 0)
        {
            findings[0].Duration = watch.Elapsed;
        }

        return findings;
    }

    private static OwoxDataMartFinding Describe(DataMartCheck check, Exception error)
    {
        var record = ErrorRecords.From(error, target: null);
        return new OwoxDataMartFinding(check, DataMartCheckStatus.Error, record.Exception.Message)
        {
            ErrorId = record.FullyQualifiedErrorId,
            RunId = (error as OwoxRunException)?.Run.Id ?? (error as OwoxStreamException)?.RunId,
        };
    }
}
