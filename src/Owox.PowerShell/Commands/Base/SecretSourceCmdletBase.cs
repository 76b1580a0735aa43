using System.Management.Automation;
using System.Security;
using Owox.PowerShell.Binding;
using Owox.PowerShell.Completion;
using Owox.PowerShell.Secrets.Sources;

namespace Owox.PowerShell.Commands.Base;

/// <summary>The base class of cmdlets that send a secret of another service to the server. They accept it from a store, and never as plain text.</summary>
public abstract class SecretSourceCmdletBase : SecretStoreCmdletBase, IDynamicParameters
{
    private protected const string NoSourceSet = "Default";
    private protected const string SecretSet = "Secret";
    private const string SecretFileSet = "SecretFile";
    private const string CommandSet = "SecretCommand";
    private const string SystemdSet = "SystemdCredential";

    private SecureString? _read;

    /// <summary>The secret as a SecureString. Plain text is an error.</summary>
    [Parameter(ParameterSetName = SecretSet, Mandatory = true)]
    [SecureStringTransformation]
    [ValidateNotNull]
    public virtual SecureString? Secret { get; set => Bind(ref field, value); }

    /// <summary>The name of the secret in a vault of SecretManagement or in an Azure Key Vault.</summary>
    [Parameter(ParameterSetName = VaultSet, Mandatory = true)]
    [ArgumentCompleter(typeof(SecretNameCompleter))]
    [ValidateNotNullOrEmpty]
    public string? SecretName { get; set => Bind(ref field, value); }

    /// <summary>The vault. Default: the account's default vault.</summary>
    [Parameter(ParameterSetName = VaultSet)]
    [ArgumentCompleter(typeof(VaultNameCompleter))]
    [ValidateNotNullOrEmpty]
    public override string? Vault { get; set => Bind(ref field, value); }

    /// <summary>A file that contains only the secret, in one line. It is rejected if other accounts can read or change it.</summary>
    [Parameter(ParameterSetName = SecretFileSet, Mandatory = true)]
    [ValidateNotNullOrEmpty]
    public string? SecretFile { get; set => Bind(ref field, value); }

    /// <summary>
    /// A script block that returns the secret, or a program that prints it in one line: the name of the program and its arguments, as separate
    /// strings.
    /// </summary>
    [Parameter(ParameterSetName = CommandSet, Mandatory = true)]
    public object? SecretCommand { get; set => Bind(ref field, value); }

    /// <summary>The name of the systemd credential with the secret: a file in the directory $CREDENTIALS_DIRECTORY of the service.</summary>
    [Parameter(ParameterSetName = SystemdSet, Mandatory = true)]
    [ArgumentCompleter(typeof(SystemdCredentialCompleter))]
    [ValidateNotNullOrEmpty]
    public string? SystemdCredential { get; set => Bind(ref field, value); }

    /// <summary>Whether the parameters specify a secret.</summary>
    private protected bool HasSource => ParameterSetName != NoSourceSet;

    /// <summary>Where the secret comes from, for prompts.</summary>
    private protected string SourceName => ParameterSetName switch
    {
        VaultSet => $"the secret '{SecretName}' of {(KeyVault is null ? Vault is null ? "the default vault" : $"the vault '{Vault}'" : $"the key vault {KeyVault}")}",
        SecretFileSet => $"the content of the file '{SecretFile}'",
        CommandSet => "the output of -SecretCommand",
        SystemdSet => $"the systemd credential '{SystemdCredential}'",
        SecretSet => "the specified secret",
        _ => "a secret that you enter",
    };

    // There are no dynamic parameters, but this is the last step before PowerShell determines the parameter set.
    object? IDynamicParameters.GetDynamicParameters() => CheckParameterSet();

    /// <summary>Returns the secret from the specified source. It is read once, also if it is used for several items.</summary>
    /// <exception cref="OwoxException">The secret cannot be read, is plain text on the command line, is empty, or is an OWOX API key.</exception>
    private protected SecureString ReadSecret() => ParameterSetName == SecretSet
        ? SecretRule.Require(Specified())
        : _read ??= SecretRule.Require(SecretRule.Read(Source()));

    private SecureString Specified()
    {
        SecureStringTransformationAttribute.Require(Secret!, nameof(Secret));
        return SecureStringTransformationAttribute.WasPlainText(Secret!) ? throw SecretRule.PlainText(nameof(Secret)) : Secret!;
    }

    private SecretSource Source() => ParameterSetName switch
    {
        VaultSet => new SecretSource(OpenStore(), SecretName!),
        SecretFileSet => SecretSource.InFile(SecretFile!, this),
        CommandSet => SecretSource.InCommand(SecretCommand!, this),
        _ => SecretSource.InSystemdCredential(SystemdCredential!),
    };
}
