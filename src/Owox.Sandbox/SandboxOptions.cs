namespace Owox.Sandbox;

/// <summary>The options of a sandbox.</summary>
public sealed record SandboxOptions
{
    /// <summary>The TCP port on 127.0.0.1; 0 takes any free one.</summary>
    public int Port { get; init; }

    /// <summary>How many rows the Events data mart holds.</summary>
    public int Rows { get; init; } = 1_000_000;

    /// <summary>How many generated data marts are listed besides the seeded ones.</summary>
    public int DataMarts { get; init; }

    /// <summary>Leaves out the data marts that are there for their size alone, so that a backup of all takes a moment.</summary>
    public bool OmitBulk { get; init; }

    /// <summary>How long an access token that was got with an API key lives.</summary>
    public TimeSpan TokenLifetime { get; init; } = TimeSpan.FromMinutes(15);

    /// <summary>Leaves accessTokenExpiresIn out of the exchange, as a server without user management does.</summary>
    public bool OmitTokenLifetime { get; init; }

    /// <summary>When the administrator's API key expires, counted from the start; never by default.</summary>
    public TimeSpan? KeyLifetime { get; init; }

    /// <summary>False makes /api/auth/context respond with 404, as on older servers.</summary>
    public bool AuthContext { get; init; } = true;

    /// <summary>The version of the API that the sandbox imitates.</summary>
    public ApiVersion ApiVersion { get; init; } = ApiVersion.V031;

    /// <summary>Whether the sandbox behaves as 0.35 or later.</summary>
    internal bool Is035 => ApiVersion >= ApiVersion.V035;

    internal bool RejectsStreams => Is035 && OmitLicense;

    /// <summary>Allows only three password sign-ins in ten seconds, as a production server does.</summary>
    public bool SignInLimit { get; init; }

    /// <summary>True makes 0.35 and later reject every stream, as a server without a license does.</summary>
    public bool OmitLicense { get; init; }

    /// <summary>How long a connector run takes from PENDING to its end.</summary>
    public TimeSpan ConnectorRunTime { get; init; } = TimeSpan.FromSeconds(3);

    /// <summary>How long a stream waits for a client that does not read before it hangs up.</summary>
    public TimeSpan ReadTimeout { get; init; } = TimeSpan.FromMinutes(3);

    /// <summary>Answers with https, too: on ports of their own, with good and with bad certificates.</summary>
    public bool Https { get; init; }

    /// <summary>Starts a proxy that requires a sign-in and leads to the sandbox.</summary>
    public bool Proxy { get; init; }

    /// <summary>Keeps the process running when its standard input closes.</summary>
    public bool KeepRunning { get; init; }

    /// <summary>The clock, which tests can change.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;
}
