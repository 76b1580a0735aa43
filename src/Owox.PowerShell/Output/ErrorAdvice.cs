namespace Owox.PowerShell.Output;

/// <summary>The advice of the module for errors of the client, which does not know the cmdlets and their parameters.</summary>
internal static class ErrorAdvice
{
    /// <summary>Adds the advice to the message, once.</summary>
    public static void Add(OwoxException error) => error.Advice ??= For(error);

    private static string? For(OwoxException error) => error.Option switch
    {
        ErrorOption.AccessToken => "Connect again with a new one, or with -RefreshToken or -Credential, which are renewed automatically.",
        ErrorOption.AllowedDataMart => "Connect with its ID in -AllowedDataMart, or name a data mart that is allowed.",
        ErrorOption.AllowUnencrypted => "Use https. To send them in clear text, for example inside a closed network, connect with -AllowUnencrypted.",
        ErrorOption.CertificateAuthority => "If it is your company's authority, connect with -CertificateAuthority and the file of its certificate, or have it installed on this computer.",
        ErrorOption.ClearDescription => "-ClearDescription removes the description.",
        ErrorOption.Columns => $"Get-OwoxDataMartColumn {error.OptionValue} lists its columns.",
        ErrorOption.Compress => "Specify -Compress only for a compressed file.",
        ErrorOption.Connection => "Connect again with Connect-OwoxDataMarts.",
        ErrorOption.ConnectTimeout => Longer("-ConnectionTimeoutSec"),
        ErrorOption.DataReader => "Correct the type of the column in OWOX, or export the other columns with -Column.",
        ErrorOption.ExactNumbers => "Export with -OnConversionError Keep: columns of exact decimal numbers then contain text.",
        ErrorOption.Force => "Specify -Force to replace it.",
        ErrorOption.IdleTimeout => Longer("-IdleTimeoutSec"),
        ErrorOption.MemberSignIn => $"Connect as a member: Connect-OwoxDataMarts -Origin {error.OptionValue} -Credential (Get-Credential), "
            + "or with -RefreshToken or -AccessToken if the deployment uses single sign-on.",
        ErrorOption.NoClobber => "Choose another path, or export without -NoClobber.",
        ErrorOption.OutFile => "Write it to a file: Invoke-OwoxApi -OutFile.",
        ErrorOption.PasswordSignIn => "Connect with -RefreshToken or -AccessToken instead.",
        ErrorOption.Proxy => "Check the proxy, or connect with another one or directly (-Proxy, -NoProxy, the settings of the system, HTTPS_PROXY and NO_PROXY).",
        ErrorOption.ProxyCredential => "Connect with -ProxyCredential, or with -ProxyUseDefaultCredentials if the proxy knows this account.",
        ErrorOption.ProxyEncryption => "Use https, or connect without the proxy (-NoProxy). To let the proxy read them, connect with -AllowUnencrypted.",
        ErrorOption.Query => "Specify such values with -Query, which encodes them.",
        ErrorOption.Raw => "Read it with -Raw.",
        ErrorOption.ReadOnly => "For changes, connect without -ReadOnly and without the variable OWOX_READ_ONLY.",
        ErrorOption.Reports => "Get-OwoxReport lists the reports. Get-OwoxRun still lists the runs of a deleted report.",
        ErrorOption.RequestBody => "Specify a hashtable, an object, or JSON text.",
        ErrorOption.RunData => "Specify a hashtable such as @{ StartDate = '2026-01-01' }.",
        ErrorOption.RunLogs when error is OwoxRunException { Run: var run } => $"To read its log, use (Get-OwoxRun -Id {run.Id} -DataMartId {run.DataMartId}).Logs",
        ErrorOption.Scope => $"Connect with -Scope and the scopes that the script needs, including {error.OptionValue}.",
        ErrorOption.Split => "Add -Split to run consecutive periods one after the other.",
        ErrorOption.Timeout => Longer("-TimeoutSec"),
        ErrorOption.Typed => "Keep such values as text with -OnConversionError Keep, or export the values as they were sent: without -Typed, or to Csv or Ndjson.",
        ErrorOption.WaitTimeout => "Wait again with Wait-OwoxRun, or cancel it with Stop-OwoxRun.",
        _ => null,
    };

    private static string Longer(string parameter) => $"Try again; if the server or the network is slow, connect with a longer {parameter}.";
}
