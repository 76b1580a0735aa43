using Owox.PowerShell.Tests.Docs;
using Xunit;
using YamlDotNet.RepresentationModel;

namespace Owox.PowerShell.Tests.GitHub;

/// <summary>The workflows of .github/workflows use existing commands and few permissions, and do not insert external text into scripts.</summary>
public sealed class WorkflowTests
{
    private static readonly string[] DotNetCommands = ["build", "run", "test", "tool", "pwsh"];

    public static TheoryData<string> Workflows() => [.. Directory.GetFiles(Path.Combine(YamlFile.Folder, "workflows")).Select(static path => Path.GetFileName(path)!)];

    [Theory]
    [MemberData(nameof(Workflows))]
    public void OnlyAReleaseJobHasMoreThanReadPermission(string workflow)
    {
        var root = YamlFile.Read("workflows", workflow);
        Assert.Equal(new KeyValuePair<string, string>("contents", "read"), Assert.Single(root.Map("permissions").Texts()));
        var more = Jobs(root).Where(static job => job.Children.ContainsKey("permissions")).ToArray();
        Assert.Equal(workflow == "release.yml" ? 1 : 0, more.Length);
        Assert.All(more, static job => Assert.Equal(["attestations", "contents", "id-token"], job.Map("permissions").Texts().Keys.Order(StringComparer.Ordinal), StringComparer.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Workflows))]
    public void AJobHasATimeout(string workflow) =>
        Assert.All(Jobs(YamlFile.Read("workflows", workflow)), static job => Assert.Matches("^[1-9][0-9]$", job.Text("timeout-minutes")));

    [Theory]
    [MemberData(nameof(Workflows))]
    public void ActionsHaveAVersionAndStoreNoToken(string workflow)
    {
        var actions = Steps(workflow).Where(static step => step.Text("uses") is not null).ToArray();
        Assert.NotEmpty(actions);
        Assert.All(actions, static step => Assert.Matches("^actions/[a-z-]+@(v[0-9]+|[0-9a-f]{40})$", step.Text("uses")));
        Assert.All(
            actions.Where(static step => step.Text("uses")!.StartsWith("actions/checkout@", StringComparison.Ordinal)),
            static step => Assert.Equal("false", step.Map("with").Text("persist-credentials")));
    }

    [Theory]
    [MemberData(nameof(Workflows))]
    public void EachCommandRunsFilesOfTheRepository(string workflow)
    {
        var commands = Commands(workflow).ToArray();
        Assert.NotEmpty(commands);
        var files = commands.SelectMany(static command => Pattern.Each(command, @"(?<= )(?<x>(\./)?[\w.-]+(/[\w.-]+)*\.(ps1|csproj|slnx)|\.ci/run)(?= |$)")).ToArray();
        Assert.NotEmpty(files);
        Assert.All(files, static file => Assert.True(File.Exists(Path.Combine(Repository.Root, file)), $"There is no file {file}."));
        var projects = commands.SelectMany(static command => Pattern.Each(command, @"(--project|dotnet (build|test)) (?<x>[\w./-]+)"));
        Assert.All(projects, static project => Assert.NotEmpty(Directory.GetFiles(Path.Combine(Repository.Root, project), "*.csproj")));
        var started = commands.SelectMany(static command => Pattern.Each(command, @"^dotnet (?<x>\S+)"));
        Assert.All(started, static command => Assert.Contains(command, DotNetCommands, StringComparer.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Workflows))]
    public void ScriptsAreCalledWithExistingParameters(string workflow)
    {
        foreach (var command in Commands(workflow))
        {
            foreach (var call in Pattern.Of(@"(?<file>[\w./-]+\.ps1)(?<arguments>( [^|;&]*)?)$").Matches(command).ToArray())
            {
                var script = File.ReadAllText(Path.Combine(Repository.Root, call.Groups["file"].Value));
                Assert.All(
                    Pattern.Each(call.Groups["arguments"].Value, @" -(?<x>\w+)"),
                    name => Assert.Matches(Pattern.Of($@"^ *\[[\w\[\]]+\] \${name}\b"), script));
            }
        }
    }

    // Names of branches and tags are external text. In an environment variable they cannot become part of a script.
    [Theory]
    [MemberData(nameof(Workflows))]
    public void ScriptsContainNoExpressionsExceptTheMatrix(string workflow) =>
        Assert.All(
            Commands(workflow).SelectMany(static command => Pattern.Each(command, @"\$\{\{ *(?<x>[^}]*?) *\}\}")),
            static expression => Assert.StartsWith("matrix.", expression, StringComparison.Ordinal));

    [Fact]
    public void OnlyAReleaseReadsSecrets()
    {
        var readers = Directory.GetFiles(Path.Combine(YamlFile.Folder, "workflows")).Where(static path => File.ReadAllText(path).Contains("secrets.", StringComparison.Ordinal));
        Assert.Equal("release.yml", Path.GetFileName(Assert.Single(readers)));
    }

    [Fact]
    public void TheTwoCommandsRunOnEachSystemAndThePesterFilesInBothEngines()
    {
        var jobs = YamlFile.Read("workflows", "ci.yml").Map("jobs");
        Assert.Equal(["macos-latest", "ubuntu-latest", "windows-latest"], Matrix(jobs.Map("commands"), "os"), StringComparer.Ordinal);
        Assert.Equal(["./out/pwsh-7.4/pwsh", "powershell"], Matrix(jobs.Map("pester"), "engine"), StringComparer.Ordinal);
        Assert.Equal(["dotnet run --project demo", "bash .ci/run"], jobs.Map("commands").Items("steps").Select(static step => step.Text("run")).OfType<string>(), StringComparer.Ordinal);
    }

    private static IEnumerable<YamlMappingNode> Jobs(YamlMappingNode root) => root.Map("jobs").Children.Values.Cast<YamlMappingNode>();

    private static IEnumerable<YamlMappingNode> Steps(string workflow) => Jobs(YamlFile.Read("workflows", workflow)).SelectMany(static job => job.Items("steps"));

    private static IEnumerable<string> Commands(string workflow) => Steps(workflow).Select(static step => step.Text("run")).OfType<string>();

    private static IEnumerable<string> Matrix(YamlMappingNode job, string axis) =>
        ((YamlSequenceNode)job.Map("strategy").Map("matrix").Children[axis]).Select(static node => ((YamlScalarNode)node).Value!).Order(StringComparer.Ordinal);
}
