using System.Management.Automation;
using Owox.PowerShell.Binding;
using Owox.PowerShell.Completion;
using Owox.PowerShell.Output;

namespace Owox.PowerShell.Commands.Credentials;

/// <summary>Lists the credentials of a project, or returns credentials by ID. The server never returns their secrets.</summary>
[Cmdlet(VerbsCommon.Get, "OwoxCredential", DefaultParameterSetName = ListSet)]
[OutputType(typeof(Credential))]
public sealed class GetOwoxCredentialCommand : ConnectionCmdletBase
{
    private const string ListSet = "Title";
    private const string IdSet = "Id";

    /// <summary>Titles, with wildcards, case-insensitive. Default: all.</summary>
    [Parameter(ParameterSetName = ListSet, Position = 0)]
    [ArgumentCompleter(typeof(TitleCompleter))]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    public string[]? Title { get; set => Bind(ref field, value); }

    /// <summary>IDs of credentials.</summary>
    [Parameter(ParameterSetName = IdSet, Mandatory = true, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("CredentialId")]
    [ArgumentCompleter(typeof(CredentialIdCompleter))]
    [ResourceIdTransformation("Credential", typeof(Credential))]
    [ValidateNotNullOrEmpty]
    public string[]? Id { get; set => Bind(ref field, value); }

    /// <summary>Only credentials for these services, for example openai.</summary>
    [Parameter(ParameterSetName = ListSet)]
    [ArgumentCompleter(typeof(CredentialDefinitionCompleter))]
    [ValidateNotNullOrEmpty]
    public string[]? Definition { get; set => Bind(ref field, value); }

    private protected override void ProcessInput()
    {
        foreach (var id in Id ?? [])
        {
            InvokeNonTerminating(id, () => WriteObject(Call((client, cancellationToken) => client.Credentials.GetAsync(id, cancellationToken))));
        }
    }

    private protected override void Complete()
    {
        if (ParameterSetName == ListSet)
        {
            InvokeTerminating(Connection, () =>
            {
                var titles = new WildcardFilter(Title);
                var credentials = Call(static (client, cancellationToken) => client.Credentials.ListAsync(cancellationToken));
                WriteObject(
                    titles.Choose(credentials, static c => c.Title, static c => c.Id, c => WildcardFilter.IsAmong(Definition, c.Definition?.Id)), enumerateCollection: true);
                WriteUnmatched(titles, "credential");
            });
        }
    }
}
