using System.Diagnostics.CodeAnalysis;

namespace Owox.Sandbox.Hosting;

internal static class CommandLine
{
    public const string Usage = """
        A local server that speaks the OWOX Data Marts API over demo data, on 127.0.0.1 only.

          --port N                  TCP port; 0, the default, takes any free one
          --rows N                  rows of the Events data mart (1000000)
          --data-marts N            generated data marts besides the seeded ones (0)
          --omit-bulk               leaves out the data marts that are there for their size alone
          --token-lifetime SECONDS  life of an API key's access token (900); 0 leaves it out of the answer
          --omit-token-lifetime     leaves accessTokenExpiresIn out of the answer
          --key-expires SECONDS     the administrator's key expires that long after the start
          --no-auth-context         /api/auth/context answers 404, as on older servers
          --older                   answers as an older server: endpoints and fields are missing
          --future                  answers as a server to come: endpoints, fields and enumeration values are added, numbers grow
          --sign-in-limit           three password sign-ins in ten seconds, then 429
          --connector-seconds N     how long a connector run takes (3)
          --https                   answers with https, too, with good and with bad certificates
          --proxy                   opens a proxy that wants a sign-in and leads to the sandbox
          --keep-running            does not stop when standard input closes
          --host                    alone: starts and stops sandboxes on request, one line of JSON each on standard input
        """;

    public static bool TryParse(
        string[] arguments,
        [NotNullWhen(true)] out SandboxOptions? options,
        [NotNullWhen(false)] out string? problem)
    {
        var parsed = new SandboxOptions();
        for (var i = 0; i < arguments.Length; i++)
        {
            var name = arguments[i];
            if (name is "--help" or "-h")
            {
                (options, problem) = (null, Usage);
                return false;
            }

            if (Switch(parsed, name) is { } switched)
            {
                parsed = switched;
            }
            else if (i + 1 < arguments.Length && TryNumber(arguments[i + 1], out var number)
                && Numbered(parsed, name, number) is { } numbered)
            {
                parsed = numbered;
                i++;
            }
            else
            {
                (options, problem) = (null, $"Cannot use '{name}'. Try --help.");
                return false;
            }
        }

        (options, problem) = (parsed, null);
        return true;
    }

    private static SandboxOptions? Switch(SandboxOptions options, string name) => name switch
    {
        "--omit-bulk" => options with { OmitBulk = true },
        "--omit-token-lifetime" => options with { OmitTokenLifetime = true },
        "--no-auth-context" => options with { AuthContext = false },
        "--older" => options with { ApiVersion = ApiVersion.Older },
        "--future" => options with { ApiVersion = ApiVersion.Future },
        "--sign-in-limit" => options with { SignInLimit = true },
        "--https" => options with { Https = true },
        "--proxy" => options with { Proxy = true },
        "--keep-running" => options with { KeepRunning = true },
        _ => null,
    };

    private static SandboxOptions? Numbered(SandboxOptions options, string name, int value) => name switch
    {
        "--port" when value <= 65535 => options with { Port = value },
        "--rows" => options with { Rows = value },
        "--data-marts" => options with { DataMarts = value },
        "--token-lifetime" when value == 0 => options with { OmitTokenLifetime = true },
        "--token-lifetime" => options with { TokenLifetime = TimeSpan.FromSeconds(value) },
        "--key-expires" => options with { KeyLifetime = TimeSpan.FromSeconds(value) },
        "--connector-seconds" => options with { ConnectorRunTime = TimeSpan.FromSeconds(value) },
        _ => null,
    };

    private static bool TryNumber(string text, out int number) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number);
}
