using System.Threading.RateLimiting;

namespace Owox.Sandbox;

/// <summary>The state of one sandbox.</summary>
internal sealed class SandboxState : IDisposable
{
    public SandboxState(SandboxOptions options)
    {
        Options = options;
        Tokens = new AccessTokens(options);
        Sessions = new Sessions(options.Clock);
        SignIns = new FixedWindowRateLimiter(new() { PermitLimit = options.SignInLimit ? 3 : int.MaxValue, Window = TimeSpan.FromSeconds(10) });
        Requests = new RequestLog(options.Clock, options.RequestFile);
        Warehouse = new Warehouse(SeedFiles.Tables(options.Rows));
        ApiKeys.Seed(Resources, Now);
        NamedDataMarts = SeedResources.Fill(Resources, options);
        TimedRuns = new TimedRuns(Resources, options);
    }

    public SandboxOptions Options { get; }
    public Members Members { get; } = new();
    public AccessTokens Tokens { get; }
    public Sessions Sessions { get; }

    /// <summary>Limits the sign-ins with a password.</summary>
    public RateLimiter SignIns { get; }
    public FaultList Faults { get; } = new();
    public RequestLog Requests { get; }
    public Warehouse Warehouse { get; }
    public ResourceStore Resources { get; } = new();

    /// <summary>The IDs of the data marts that the sandbox reports when it starts.</summary>
    public IReadOnlyDictionary<string, string> NamedDataMarts { get; }
    public Catalog Catalog => new(Resources, Warehouse);
    public TimedRuns TimedRuns { get; }
    public StreamService Streams => new(Warehouse, Resources, Options);

    /// <summary>The origin at which the sandbox listens, after it has started.</summary>
    public string Origin { get; set; } = string.Empty;

    public string? Description { get; set; } =
        "Online shop analytics: orders, marketing cost and finance ledger.\n\nTimezone: Europe/Kyiv. Currency: EUR.";

    /// <summary>Whether streams respond like a server that is shutting down.</summary>
    public bool IsShuttingDown { get; set; }
    public DateTimeOffset Now => Options.Clock.GetUtcNow();

    public void Dispose()
    {
        SignIns.Dispose();
        Warehouse.Dispose();
    }
}
