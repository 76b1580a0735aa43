using System.Management.Automation.Host;
using System.Security;

namespace Owox.PowerShell.Secrets;

/// <summary>Determines whether a user can answer a prompt. If this is uncertain, the result is false, because a prompt would block the job.</summary>
internal static class HostInteraction
{
    private static readonly string[] InteractiveHosts = ["ConsoleHost", "Visual Studio Code Host", "Windows PowerShell ISE Host"];

    public static bool CanPrompt(PSHost host) =>
        InteractiveHosts.Contains(host.Name, StringComparer.Ordinal)
        && Environment.UserInteractive
        && CiAgent.Current is null
        && !WasStartedNonInteractive()
        && (host.Name != "ConsoleHost" || !Console.IsInputRedirected);

    /// <summary>Prompts for a secret and masks it, or null if no user can answer.</summary>
    public static SecureString? ReadSecret(PSHost host, string label)
    {
        if (!CanPrompt(host))
        {
            return null;
        }

        host.UI.Write($"{label}: ");
        return host.UI.ReadLineAsSecureString();
    }

    // PowerShell accepts any unambiguous abbreviation of the switch.
    private static bool WasStartedNonInteractive() =>
        Environment.GetCommandLineArgs().Any(static argument =>
            argument.Length >= 5
            && argument[0] is '-' or '/'
            && "noninteractive".StartsWith(argument.TrimStart('-', '/'), StringComparison.OrdinalIgnoreCase));
}

/// <summary>The CI agent that runs this process.</summary>
internal sealed class CiAgent
{
    private static readonly string[] Off = ["false", "0", "no", "off"];

    // A specific variable takes precedence over CI, which most agents set as well.
    private static readonly CiAgent[] Known =
    [
        new("TF_BUILD", "Azure Pipelines", static value => "##vso[task.setsecret]" + Escape(value, "%AZP25")),
        new("GITHUB_ACTIONS", "GitHub Actions", static value => "::add-mask::" + Escape(value, "%25")),
        new("GITLAB_CI", "GitLab CI"),
        new("JENKINS_URL", "Jenkins"),
        new("TEAMCITY_VERSION", "TeamCity"),
        new("BITBUCKET_BUILD_NUMBER", "Bitbucket Pipelines"),
        new("CIRCLECI", "CircleCI"),
        new("TRAVIS", "Travis CI"),
        new("APPVEYOR", "AppVeyor"),
        new("BUILDKITE", "Buildkite"),
        new("CODEBUILD_BUILD_ID", "AWS CodeBuild"),
        new("DRONE", "Drone"),
        new("bamboo_buildKey", "Bamboo"),
        new("CI", "This CI agent"),
    ];

    private readonly string _variable;
    private readonly Func<string, string>? _mask;

    private CiAgent(string variable, string name, Func<string, string>? mask = null) => (_variable, Name, _mask) = (variable, name, mask);

    /// <summary>The current agent, or null if no variable is set. A variable with the value <c>false</c> is ignored.</summary>
    public static CiAgent? Current => Known.FirstOrDefault(static agent => IsOn(Environment.GetEnvironmentVariable(agent._variable)));

    public string Name { get; }

    /// <summary>Why the agent cannot mask a secret in its logs, as a sentence, or null if it can.</summary>
    public string? MaskProblem => _mask is null
        ? $"{Name} has no command to mask a value, so -MaskInLog has no effect. Do not write the key to the log."
        : null;

    /// <summary>Makes the agent mask a secret in its logs. Does nothing if it has no command for this.</summary>
    /// <exception cref="IOException">Standard output is closed.</exception>
    public void Mask(SecureString value)
    {
        if (_mask is { } mask)
        {
            // The agent reads standard output. No stream and no transcript of PowerShell contains the command.
            Console.Out.WriteLine(mask(SecureStringExtensions.ToPlainText(value)));
            Console.Out.Flush();
        }
    }

    private static bool IsOn(string? value) => !string.IsNullOrWhiteSpace(value) && !Off.Contains(value!.Trim(), StringComparer.OrdinalIgnoreCase);

    private static string Escape(string value, string percent) => value.Replace("%", percent).Replace("\r", "%0D").Replace("\n", "%0A");
}
