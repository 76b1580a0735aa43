namespace Owox.PowerShell.Secrets.Identities;

/// <summary>The places of Azure's agents on this computer. Only tests replace them.</summary>
internal sealed record AzureEndpoints
{
    private const string MetadataVariable = "AZURE_POD_IDENTITY_AUTHORITY_HOST";

    public static AzureEndpoints Current { get; set; } = new();

    /// <summary>The address of the instance metadata service. The variable of Azure's libraries replaces it.</summary>
    public static string Metadata => IdentityContext.Variable(MetadataVariable)?.TrimEnd('/') ?? "http://169.254.169.254";

    /// <summary>The folder of the key files of Azure Arc.</summary>
    public string ArcKeyFolder { get; init; } = Path.DirectorySeparatorChar == '\\'
        ? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.CommonApplicationData), "AzureConnectedMachineAgent", "Tokens")
        : "/var/opt/azcmagent/tokens";
}
