namespace Owox.Sandbox;

/// <summary>The options of a sandbox.</summary>
public sealed record SandboxOptions
{
    /// <summary>The TCP port on 127.0.0.1. 0 selects any free port.</summary>
    public int Port { get; init; }

    /// <summary>The number of rows of the data mart Events.</summary>
    public int Rows { get; init; } = 1_000_000;

    /// <summary>The number of generated data marts in addition to the seeded data marts.</summary>
    public int DataMarts { get; init; }

    /// <summary>Omits the data marts that exist only because of their size, so that a backup of all data marts is fast.</summary>
    public bool OmitBulk { get; init; }

    /// <summary>The lifetime of an access token for an API key.</summary>
    public TimeSpan TokenLifetime { get; init; } = TimeSpan.FromMinutes(15);

    /// <summary>The version of the API that the sandbox imitates.</summary>
    public ApiVersion ApiVersion { get; init; } = ApiVersion.V031;

    /// <summary>Whether the sandbox behaves as 0.35 or later.</summary>
    internal bool Is035 => ApiVersion >= ApiVersion.V035;

    internal bool RejectsStreams => Is035 && OmitLicense;

    /// <summary>Allows only three password sign-ins in ten seconds, like a production server.</summary>
    public bool SignInLimit { get; init; }

    /// <summary>Whether 0.35 and later reject every stream, like a server without a license.</summary>
    public bool OmitLicense { get; init; }

    /// <summary>Whether the sandbox issues license keys for other deployments. Their values are random text, and no licenses.</summary>
    public bool LicenseKeys { get; init; }

    /// <summary>The duration of a connector run from PENDING to its end.</summary>
    public TimeSpan ConnectorRunTime { get; init; } = TimeSpan.FromSeconds(3);

    /// <summary>The time after which a stream disconnects a client that does not read.</summary>
    public TimeSpan ReadTimeout { get; init; } = TimeSpan.FromMinutes(3);

    /// <summary>Whether the sandbox also listens with https on separate ports, with valid and with invalid certificates.</summary>
    public bool Https { get; init; }

    /// <summary>Starts a proxy that requires credentials and connects to the sandbox.</summary>
    public bool Proxy { get; init; }

    /// <summary>The path of a file that gets a line of JSON for each request that has ended, or null for none.</summary>
    public string? RequestFile { get; init; }

    /// <summary>The clock, which tests can change.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;
}
