using System.Management.Automation;
using Owox.Redaction;
using Owox.Resources.Projects;

namespace Owox.PowerShell.Commands.Inventory;

/// <summary>Changes the description of the project. Requires a project admin.</summary>
[Cmdlet(VerbsCommon.Set, "OwoxProject", SupportsShouldProcess = true, DefaultParameterSetName = DescriptionSet)]
[OutputType(typeof(Project))]
public sealed class SetOwoxProjectCommand : ConnectionCmdletBase
{
    private const string DescriptionSet = "Description";
    private const string ClearSet = "Clear";

    /// <summary>The new description, 1 to 10,000 characters. Line breaks are kept.</summary>
    [Parameter(ParameterSetName = DescriptionSet, Mandatory = true, Position = 0, ValueFromPipelineByPropertyName = true)]
    [AllowEmptyString]
    public string Description { get; set => Bind(ref field, value); } = "";

    /// <summary>Removes the description.</summary>
    [Parameter(ParameterSetName = ClearSet, Mandatory = true)]
    public SwitchParameter ClearDescription { get; set => Bind(ref field, value); }

    /// <summary>Returns the changed project.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    private protected override void ProcessInput() => InvokeTerminating(Connection, () =>
    {
        var description = ParameterSetName == ClearSet ? null : Description;
        ProjectDescriptionValidator.Check(description);
        var connection = ResolveConnection();
        var what = ServerTextSanitizer.Sanitize($"{connection.Project ?? "project"} ({connection.Origin})", [])!;
        if (!ShouldProcess(what, description is null ? "Clear the description" : $"Set the description ({description.Length} characters)"))
        {
            return;
        }

        var project = Call((client, cancellationToken) => client.Projects.SetDescriptionAsync(description, cancellationToken));
        if (PassThru)
        {
            WriteObject(project);
        }
    });
}
