namespace Owox;

/// <summary>The options that decide about an error: <see cref="OwoxException.Option"/>. The module adds a sentence about its parameter to the message.</summary>
public static class ErrorOption
{
    public const string AccessToken = nameof(AccessToken);

    /// <summary>The data marts that a session is limited to.</summary>
    public const string AllowedDataMart = nameof(AllowedDataMart);

    public const string AllowUnencrypted = nameof(AllowUnencrypted);

    public const string CertificateAuthority = nameof(CertificateAuthority);

    public const string ClearDescription = nameof(ClearDescription);

    /// <summary>The list of the columns of a data mart; <see cref="OwoxException.OptionValue"/> is its ID.</summary>
    public const string Columns = nameof(Columns);

    public const string Compress = nameof(Compress);

    public const string Connection = nameof(Connection);

    public const string ConnectTimeout = nameof(ConnectTimeout);

    /// <summary>A data reader, whose values must have the types of their columns.</summary>
    public const string DataReader = nameof(DataReader);

    /// <summary>A data reader with columns of exact numbers, which can contain text instead.</summary>
    public const string ExactNumbers = nameof(ExactNumbers);

    public const string Force = nameof(Force);

    public const string IdleTimeout = nameof(IdleTimeout);

    /// <summary>A sign-in as a member; <see cref="OwoxException.OptionValue"/> is the origin.</summary>
    public const string MemberSignIn = nameof(MemberSignIn);

    public const string NoClobber = nameof(NoClobber);

    public const string OutFile = nameof(OutFile);

    public const string PasswordSignIn = nameof(PasswordSignIn);

    public const string Proxy = nameof(Proxy);

    public const string ProxyCredential = nameof(ProxyCredential);

    public const string ProxyEncryption = nameof(ProxyEncryption);

    public const string Query = nameof(Query);

    public const string Raw = nameof(Raw);

    public const string ReadOnly = nameof(ReadOnly);

    /// <summary>The list of reports, and the runs of deleted ones.</summary>
    public const string Reports = nameof(Reports);

    /// <summary>The body of a request.</summary>
    public const string RequestBody = nameof(RequestBody);

    /// <summary>The data of a connector run.</summary>
    public const string RunData = nameof(RunData);

    public const string RunLogs = nameof(RunLogs);

    /// <summary>The scopes of a session; <see cref="OwoxException.OptionValue"/> is the missing one.</summary>
    public const string Scope = nameof(Scope);

    public const string Split = nameof(Split);

    public const string Timeout = nameof(Timeout);

    public const string Typed = nameof(Typed);

    public const string WaitTimeout = nameof(WaitTimeout);
}
