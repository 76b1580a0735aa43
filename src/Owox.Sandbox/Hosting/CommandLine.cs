using System.Diagnostics.CodeAnalysis;

namespace Owox.Sandbox.Hosting;

/// <summary>The options of the command line.</summary>
internal static class CommandLine
{
    private static readonly (string Name, string Help, Func<SandboxOptions, SandboxOptions> Set)[] Switches =
    [
        ("--omit-bulk", "omits the data marts that exist only for their size", options => options with { OmitBulk = true }),
        ("--omit-token-lifetime", "omits accessTokenExpiresIn from the response", options => options with { OmitTokenLifetime = true }),
        ("--no-auth-context", "/api/auth/context responds with 404, as on older servers", options => options with { AuthContext = false }),
        ("--older", "imitates a server before 0.31: endpoints and fields are missing", options => options with { ApiVersion = ApiVersion.Older }),
        ("--0.35", "imitates 0.35 instead of 0.31", options => options with { ApiVersion = ApiVersion.V035 }),
        ("--omit-license", "with --0.35 or --future: rejects every stream, as a server without a license", options => options with { OmitLicense = true }),
        ("--license-keys", "has the routes for license keys, as a deployment that issues licenses; their values are random text", options => options with { LicenseKeys = true }),
        ("--future", "imitates a future server: endpoints, fields and values are added", options => options with { ApiVersion = ApiVersion.Future }),
        ("--sign-in-limit", "allows three password sign-ins in ten seconds, then responds with 429", options => options with { SignInLimit = true }),
        ("--https", "also listens with HTTPS, with valid and invalid certificates", options => options with { Https = true }),
        ("--proxy", "starts a proxy that requires a sign-in and leads to the sandbox", options => options with { Proxy = true }),
        ("--keep-running", "does not stop when standard input closes", options => options with { KeepRunning = true }),
    ];

    private static readonly (string Name, string Help, Func<SandboxOptions, int, SandboxOptions> Set)[] Numbers =
    [
        ("--port", "TCP port; 0, the default, selects a free one", (options, value) => options with { Port = value }),
        ("--rows", "rows of the Events data mart (1000000)", (options, value) => options with { Rows = value }),
        ("--data-marts", "generated data marts in addition to the recorded ones (0)", (options, value) => options with { DataMarts = value }),
        ("--token-lifetime", "lifetime of an API key's access token in seconds (900); 0 omits it from the response", (options, value) =>
            value == 0 ? options with { OmitTokenLifetime = true } : options with { TokenLifetime = TimeSpan.FromSeconds(value) }),
        ("--key-expires", "seconds after the start when the administrator's key expires", (options, value) => options with { KeyLifetime = TimeSpan.FromSeconds(value) }),
        ("--connector-seconds", "duration of a connector run in seconds (3)", (options, value) => options with { ConnectorRunTime = TimeSpan.FromSeconds(value) }),
    ];

    public static string Usage { get; } = string.Join('\n', (string[])
    [
        "A local server with the API of OWOX Data Marts and demo data. It listens on 127.0.0.1 only.\n",
        .. Numbers.Select(option => $"  {option.Name + " N",-24} {option.Help}"),
        .. Switches.Select(option => $"  {option.Name,-24} {option.Help}"),
        $"  {"--host",-24} alone: starts and stops sandboxes on request; standard input contains one request in JSON per line",
    ]);

    public static bool TryParse(string[] arguments, [NotNullWhen(true)] out SandboxOptions? options, [NotNullWhen(false)] out string? error)
    {
        (options, error) = (new SandboxOptions(), null);
        for (var i = 0; i < arguments.Length; i++)
        {
            var name = arguments[i];
            if (Switches.FirstOrDefault(option => option.Name == name).Set is { } setSwitch)
            {
                options = setSwitch(options);
            }
            else if (Numbers.FirstOrDefault(option => option.Name == name).Set is { } setNumber && i + 1 < arguments.Length
                && int.TryParse(arguments[i + 1], NumberStyles.None, CultureInfo.InvariantCulture, out var number))
            {
                options = setNumber(options, number);
                i++;
            }
            else
            {
                (options, error) = (null, name is "--help" or "-h" ? Usage : $"Cannot use '{name}'. Try --help.");
                return false;
            }
        }

        return true;
    }
}
