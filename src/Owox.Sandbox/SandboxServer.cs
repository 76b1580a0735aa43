using System;
using System.Linq;
using System.Threading.Tasks;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Owox.Sandbox.Auth;
using Owox.Sandbox.Faults;
using Owox.Sandbox.Hosting;
using Owox.Sandbox.Requests;
using Owox.Sandbox.Seed;

namespace Owox.Sandbox;

/// <summary>A running sandbox. It listens on 127.0.0.1 only and holds everything in memory.</summary>
public sealed class SandboxServer : IAsyncDisposable
{
    private readonly WebApplication _application;
    private readonly SandboxState _state;

    private SandboxServer(WebApplication application, SandboxState state)
    {
        _application = application;
        _state = state;
        Info = Describe(state);
    }

    /// <summary>"http://127.0.0.1:PORT"</summary>
    public string Origin => _state.Origin;

    /// <summary>The administrator's API key.</summary>
    public string ApiKey => Info.ApiKey;

    /// <summary>Keys, members and the ids of the data marts.</summary>
    public SandboxInfo Info { get; }

    /// <summary>Misbehaviour on demand.</summary>
    public FaultList Faults => _state.Faults;

    /// <summary>What was asked of the sandbox.</summary>
    public RequestLog Requests => _state.Requests;

    /// <summary>Makes streams answer as a server that has been told to stop.</summary>
    public bool IsShuttingDown
    {
        get => _state.IsShuttingDown;
        set => _state.IsShuttingDown = value;
    }

    public static Task<SandboxServer> StartAsync() => StartAsync(new SandboxOptions());

    public static async Task<SandboxServer> StartAsync(SandboxOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        var state = new SandboxState(options);
        var application = SandboxApplication.Build(state);
        try
        {
            await application.StartAsync();
        }
        catch
        {
            await application.DisposeAsync();
            state.Dispose();
            throw;
        }

        var addresses = application.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!;
        state.Origin = addresses.Addresses.Single();
        return new SandboxServer(application, state);
    }

    /// <summary>Makes every access token issued so far worthless.</summary>
    public void ExpireTokens() => _state.Tokens.ExpireAll();

    public async ValueTask DisposeAsync()
    {
        await _application.StopAsync();
        await _application.DisposeAsync();
        _state.Dispose();
    }

    private static SandboxInfo Describe(SandboxState state) => new(
        state.Origin,
        state.Keys.Get(ApiKeys.AdminKeyId).Value(state.Origin),
        state.Keys.Get(ApiKeys.ViewerKeyId).Value(state.Origin),
        state.Keys.Get(ApiKeys.ExpiredKeyId).Value(state.Origin),
        state.Keys.Get(ApiKeys.RevokedKeyId).Value(state.Origin),
        state.Members.Admin.Email,
        state.Members.Admin.Password,
        state.Members.Viewer.Email,
        state.Members.Viewer.Password,
        SeedIds.Named);
}
