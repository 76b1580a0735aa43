using System.Management.Automation;
using Owox.Files;
using Owox.PowerShell.Binding;
using Owox.PowerShell.Completion;
using Owox.PowerShell.Exports;
using Owox.PowerShell.Inventory;
using Owox.PowerShell.Output;
using Owox.PowerShell.Quality;
using Owox.PowerShell.Rules;

namespace Owox.PowerShell.Commands.Quality;

/// <summary>Tests data marts: the age of the data, the number of rows, the columns, and data-quality checks.</summary>
[Cmdlet(VerbsDiagnostic.Test, "OwoxDataMart", SupportsShouldProcess = true)]
[OutputType(typeof(OwoxDataMartFinding), typeof(OwoxDataMartTest))]
public sealed class TestOwoxDataMartCommand : ConnectionCmdletBase
{
    private const int LongestWait = 2_000_000;

    private readonly List<OwoxDataMartTest> _tests = [];
    private readonly HashSet<string> _known = new(StringComparer.OrdinalIgnoreCase);
    private DataMartTester? _tester;
    private ResultFile? _results;

    /// <summary>The IDs or full titles of data marts, or objects that belong to a data mart.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("DataMartId")]
    [ArgumentCompleter(typeof(DataMartNameCompleter))]
    [ResourceIdTransformation("DataMart", typeof(DataMart), typeof(DataMartReference))]
    [ValidateNotNullOrEmpty]
    public string[] Id { get; set; } = [];

    /// <summary>The maximum age of the data. It is measured without a query and costs nothing.</summary>
    [Parameter]
    [TimeSpanTransformation]
    public TimeSpan? MaxAge { get; set; }

    /// <summary>The minimum number of rows. They are counted with a query, which is billed.</summary>
    [Parameter]
    [NumberRange(0, RowCountCheck.MaxRows)]
    [SingleValue]
    public long? MinRowCount { get; set; }

    /// <summary>The maximum number of rows. They are counted with a query, which is billed.</summary>
    [Parameter]
    [NumberRange(0, RowCountCheck.MaxRows)]
    [SingleValue]
    public long? MaxRowCount { get; set; }

    /// <summary>Counts only the rows that match these conditions, in the forms of Export-OwoxDataMart -Filter.</summary>
    [Parameter]
    [RequiresParameter(nameof(MinRowCount), nameof(MaxRowCount))]
    [ArgumentCompleter(typeof(FilterCompleter))]
    [ValidateNotNullOrEmpty]
    public object[]? Filter { get; set; }

    /// <summary>A JSON file with the expected columns and their types, written with -UpdateBaseline.</summary>
    [Parameter]
    [SingleValue(IsPath = true)]
    [ValidateNotNullOrEmpty]
    public string? SchemaBaseline { get; set; }

    /// <summary>Writes the current columns to the file of -SchemaBaseline instead of comparing them.</summary>
    [Parameter]
    [RequiresParameter(nameof(SchemaBaseline))]
    public SwitchParameter UpdateBaseline { get; set; }

    /// <summary>Includes the columns of joined data marts in the baseline and the comparison.</summary>
    [Parameter]
    [RequiresParameter(nameof(SchemaBaseline))]
    public SwitchParameter IncludeJoined { get; set; }

    /// <summary>Starts the data-quality checks of OWOX, waits for them and evaluates the results. Their queries are billed.</summary>
    [Parameter]
    public SwitchParameter DataQuality { get; set; }

    /// <summary>The lowest severity of data-quality checks that fail the test. Others are warnings. Default: Error.</summary>
    [Parameter]
    [RequiresParameter(nameof(DataQuality))]
    [SingleValue]
    public DataQualitySeverity? MinSeverity { get; set; }

    /// <summary>The timeout for the data-quality checks of each data mart, in seconds. Default: no timeout.</summary>
    [Parameter]
    [RequiresParameter(nameof(DataQuality))]
    [NumberRange(1, LongestWait)]
    [SingleValue]
    public int? TimeoutSec { get; set; }

    /// <summary>Writes the results to this file as JUnit XML, which Azure Pipelines and other services show.</summary>
    [Parameter]
    [SingleValue(IsPath = true)]
    [ValidateNotNullOrEmpty]
    public string? ResultFile { get; set; }

    /// <summary>Returns one summary for each data mart, which contains its findings, instead of the findings.</summary>
    [Parameter]
    public SwitchParameter Summary { get; set; }

    private protected override void ProcessInput()
    {
        InvokeTerminating(target: null, () => _tester ??= CreateTester());
        foreach (var mart in Id)
        {
            InvokeTerminating(mart, () => Test(mart));
        }
    }

    private protected override void Complete() => InvokeTerminating(ResultFile, WriteResults);

    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        _results?.Dispose();
    }

    private void Test(string mart)
    {
        OwoxDataMartTest test;
        try
        {
            // Invalid IDs are errors of the command.
            _ = ResolveConnection();
            if (Resolve(mart, out var failed) is not { } item)
            {
                test = failed!;
            }
            else if (_known.Add(item.Id))
            {
                test = _tester!.Test(item);
            }
            else
            {
                return;
            }
        }
        catch (Exception e) when (ErrorRecords.IsReportable(e))
        {
            // Without this result, the file would show that all tests passed.
            _tests.Add(DataMartTester.Failed(dataMartId: null, mart, e));
            WriteResults();
            throw;
        }

        _tests.Add(test);
        WriteObject(Summary ? test : test.Findings, enumerateCollection: true);
    }

    private ResolvedItem? Resolve(string mart, out OwoxDataMartTest? failed)
    {
        failed = null;
        try
        {
            return DataMarts.Find(mart);
        }
        catch (OwoxException e) when (DataMartTester.IsResult(e))
        {
            failed = DataMartTester.Failed(dataMartId: null, mart, e);
            return null;
        }
    }

    private DataMartTester CreateTester()
    {
        var checks = CreateChecks().ToArray();
        if (checks.Length == 0)
        {
            throw Invalid("No check was specified. Specify at least one of -MaxAge, -MinRowCount, -MaxRowCount, -SchemaBaseline and -DataQuality.");
        }

        _ = ResolveConnection();
        if (ResultFile is not null)
        {
            var path = ExportPath.Resolve(this, ResultFile, isFolder: false, "The results");
            if (SchemaBaseline is not null && string.Equals(path, ExportPath.Resolve(this, SchemaBaseline, isFolder: false, "The baseline"), StringComparison.OrdinalIgnoreCase))
            {
                throw Invalid("-ResultFile and -SchemaBaseline are the same file, so the results would replace the baseline. Specify another file for one of them.");
            }

            if (!this.IsWhatIf())
            {
                _results = new ResultFile(path);
            }
        }

        return new DataMartTester(checks, id => Call((client, cancellationToken) => client.DataMarts.GetAsync(id, cancellationToken)));
    }

    private IEnumerable<(DataMartCheck Check, Func<DataMart, IEnumerable<OwoxDataMartFinding>> Run)> CreateChecks()
    {
        if (MaxAge is { } age)
        {
            yield return (DataMartCheck.Freshness, mart => [new FreshnessCheck(this, age).Run(mart)]);
        }

        if (MinRowCount > MaxRowCount)
        {
            throw Invalid(FormattableString.Invariant($"-MinRowCount ({MinRowCount}) is greater than -MaxRowCount ({MaxRowCount}). Correct one of them."));
        }

        if (MinRowCount is not null || MaxRowCount is not null)
        {
            var check = new RowCountCheck(this, MinRowCount, MaxRowCount, RowFilters());
            yield return (DataMartCheck.RowCount, mart => [check.Run(mart)]);
        }

        if (SchemaBaseline is not null)
        {
            var path = ExportPath.Resolve(this, SchemaBaseline, isFolder: false, "The baseline");
            if (UpdateBaseline)
            {
                ExistingFileCheck.RequireWritable(path);
            }

            var check = new SchemaCheck(this, path, UpdateBaseline, IncludeJoined);
            yield return (DataMartCheck.Schema, check.Run);
        }

        if (DataQuality)
        {
            var check = new DataQualityRunCheck(this, MinSeverity ?? DataQualitySeverity.Error, TimeoutSec is { } seconds ? TimeSpan.FromSeconds(seconds) : null);
            yield return (DataMartCheck.DataQuality, check.Run);
        }
    }

    private FilterRule[] RowFilters()
    {
        var rules = RuleReader.Filters(Filter, this);
        return Array.Find(rules, static rule => rule.Function is not null) is { } ofResult
            ? throw new OwoxConfigurationException(
                ErrorReason.RuleInvalid, $"The rule '{ofResult}' in -Filter filters the result of a function, not rows, so rows cannot be counted with it. Omit the function.")
            : rules;
    }

    private void WriteResults()
    {
        if (_results is { } file)
        {
            _results = null;
            using (file)
            {
                Await(async (_, cancellationToken) =>
                {
                    await file.WriteAsync(_tests, cancellationToken).ConfigureAwait(false);
                    return true;
                });
            }
        }
    }

    private static OwoxConfigurationException Invalid(string message) => new(ErrorReason.TestInvalid, message);
}
