using System.Net;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace Owox.Sandbox.Hosting;

/// <summary>Creates the web server.</summary>
internal static class SandboxApplication
{
    /// <summary>Creates the server with a port for requests without encryption, one for each certificate, and one for the proxy.</summary>
    public static WebApplication Build(SandboxState state, Certificates? certificates, SignInProxy proxy)
    {
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { Args = [] });
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelHttpsConfiguration();
        builder.WebHost.ConfigureKestrel(options =>
        {
            Configure(options, state.Options.Port);
            foreach (var certificate in certificates?.Servers() ?? [])
            {
                options.Listen(IPAddress.Loopback, 0, listen => listen.UseHttps(https =>
                    (https.ServerCertificate, https.ServerCertificateChain) = (certificate, [certificates!.Issuing])));
            }

            if (state.Options.Proxy)
            {
                options.Listen(IPAddress.Loopback, 0);
            }
        });
        builder.Services.AddSingleton<IHostLifetime, QuietLifetime>();
        builder.Services.Configure<HostOptions>(options => options.ShutdownTimeout = TimeSpan.FromMilliseconds(500));

        var application = builder.Build();
        application.Use(next => context => proxy.RunAsync(context, next));
        application.Use(next => context => state.Requests.RunAsync(context, next));
        application.Use(next => context => ErrorMiddleware.RunAsync(context, state.Options.Clock, next));
        application.Use(next => context => FaultMiddleware.RunAsync(context, state.Faults, next));
        application.Use(next => context => ApiVersionMiddleware.RunAsync(context, state.Options.ApiVersion, next));
        application.UseRouting();
        Map(new ApiRoutes(application, state));
        application.MapFallback("{**path}", (RequestDelegate)NoRouteAsync);
        return application;
    }

    // The server reads bodies before it selects a route, so an invalid body is reported first.
    private static async Task NoRouteAsync(HttpContext context)
    {
        _ = await RequestBody.ReadAsync(context.Request);
        throw ApiErrors.Framework(404, $"Cannot {context.Request.Method} {context.Request.OriginalPath()}");
    }

    private static void Configure(KestrelServerOptions options, int port)
    {
        options.Listen(IPAddress.Loopback, port);
        options.AddServerHeader = false;

        // A proxy gets complete addresses, and not all clients send the same host in the header.
        options.AllowHostHeaderOverride = true;

        // Large enough for a block of rows, and for headers that the sandbox itself rejects.
        options.Limits.MaxResponseBufferSize = 1024 * 1024;
        options.Limits.MaxRequestLineSize = 128 * 1024;
        options.Limits.MaxRequestHeadersTotalSize = 128 * 1024;
        options.Limits.MaxRequestBufferSize = 1024 * 1024;

        // The stream has its own timeout for slow readers.
        options.Limits.MinResponseDataRate = null;
    }

    private static void Map(ApiRoutes routes)
    {
        AuthRoutes.Map(routes);
        ResourceRoutes.Map(routes);
        DataMartRoutes.Map(routes);
        StreamRoutes.Map(routes);
        ProjectRoutes.Map(routes);
        PluginRoutes.Map(routes);
        SandboxRoutes.Map(routes);
    }
}

/// <summary>Does not handle signals or the console, because a test process hosts many sandboxes.</summary>
internal sealed class QuietLifetime : IHostLifetime
{
    public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
