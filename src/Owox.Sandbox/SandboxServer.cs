using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;

namespace Owox.Sandbox;

/// <summary>A running sandbox. It listens only on 127.0.0.1 and keeps all data in memory.</summary>
public sealed class SandboxServer : IAsyncDisposable
{
    private readonly WebApplication _application;
    private readonly SandboxState _state;
    private readonly Certificates? _certificates;

    private SandboxServer(WebApplication application, SandboxState state, Certificates? certificates, SignInProxy proxy)
    {
        (_application, _state, _certificates) = (application, state, certificates);
        var origins = application.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.ToArray();
        state.Origin = origins[0];
        var https = certificates is null
            ? null
            : new SecureOrigins(origins[1], origins[2], origins[3], origins[4], origins[5], certificates.RootPem);
        if (state.Options.Proxy)
        {
            proxy.Start(origins[^1], https is null ? null : new Uri(https.Good).Port);
        }

        Info = Describe(state) with { Https = https, Proxy = proxy.Access };
    }

    /// <summary>"http://127.0.0.1:PORT"</summary>
    public string Origin => _state.Origin;

    /// <summary>The administrator's API key.</summary>
    public string ApiKey => Info.ApiKey;

    /// <summary>The keys, the members and the IDs of the data marts.</summary>
    public SandboxInfo Info { get; }

    /// <summary>The injected faults.</summary>
    public FaultList Faults => _state.Faults;

    /// <summary>The requests that the sandbox received.</summary>
    public RequestLog Requests => _state.Requests;

    /// <summary>Whether streams respond like a server that is shutting down.</summary>
    public bool IsShuttingDown
    {
        get => _state.IsShuttingDown;
        set => _state.IsShuttingDown = value;
    }

    public static async Task<SandboxServer> StartAsync(SandboxOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        var (state, proxy) = (new SandboxState(options), new SignInProxy());
        var certificates = options.Https ? new Certificates(options.Clock.GetUtcNow()) : null;
        var application = SandboxApplication.Build(state, certificates, proxy);
        try
        {
            await application.StartAsync();
            return new SandboxServer(application, state, certificates, proxy);
        }
        catch
        {
            await application.DisposeAsync();
            certificates?.Dispose();
            state.Dispose();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _application.StopAsync();
        await _application.DisposeAsync();
        _certificates?.Dispose();
        _state.Dispose();
    }

    private static SandboxInfo Describe(SandboxState state)
    {
        var (admin, viewer) = (state.Members.Admin, state.Members.Viewer);
        return new SandboxInfo(
            state.Origin, Value(ApiKeys.AdminKeyId), Value(ApiKeys.ViewerKeyId), Value(ApiKeys.ExpiredKeyId), Value(ApiKeys.RevokedKeyId),
            admin.Email, admin.Password, viewer.Email, viewer.Password, state.NamedDataMarts);

        string Value(string id) => ApiKeys.Value(state.Resources.Get(ResourceTable.ApiKeys, id), state.Origin);
    }
}
