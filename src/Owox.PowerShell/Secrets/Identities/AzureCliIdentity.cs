using System.ComponentModel;
using System.Text;
using Owox.PowerShell.Secrets.Stores;
using Owox.Redaction;

namespace Owox.PowerShell.Secrets.Identities;

/// <summary>The account that is signed in with the Azure CLI.</summary>
/// <param name="program">The path of the program, or null if it is not installed.</param>
internal sealed class AzureCliIdentity(string? program) : IAzureIdentity
{
    public string Name => "Azure CLI";

    public string? Unavailable(IdentityContext context) => program is null ? "the program az is not in PATH" : null;

    public async Task<string> GetTokenAsync(IdentityContext context, CancellationToken cancellationToken)
    {
        string[] arguments = ["account", "get-access-token", "--resource", context.Resource, "--output", "json", "--tenant", context.Tenant];
        try
        {
            var result = await new ChildProcess(program!, arguments).RunAsync(ModuleTimings.Current.AzureCliTimeout, cancellationToken).ConfigureAwait(false);
            var token = new AzureResponse(200, Encoding.UTF8.GetBytes(Json(result.Output)), "").Text("accessToken");
            KnownSecrets.Add(token);
            return result.ExitCode == 0
                ? IdentityException.CheckToken(token, "az")
                : throw new IdentityException(FormattableString.Invariant($"az ended with exit code {result.ExitCode}{SecretCommand.FormatOutput(result.Error)}"));
        }
        catch (TimeoutException)
        {
            throw new IdentityException("az did not end in time, so it was stopped");
        }
        catch (Win32Exception e)
        {
            throw new IdentityException($"az could not be started: {ServerTextSanitizer.FromException(e)}");
        }
    }

    // Notices of az and the codes of a terminal can precede and follow the object.
    private static string Json(string output)
    {
        var start = output.IndexOf('{');
        var end = output.LastIndexOf('}');
        return start < 0 || end < start ? "" : output.Substring(start, end + 1 - start);
    }
}
