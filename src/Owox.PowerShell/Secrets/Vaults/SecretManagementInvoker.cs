using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Host;
using System.Management.Automation.Runspaces;

namespace Owox.PowerShell.Secrets.Vaults;

/// <summary>
/// Runs commands of SecretManagement in a separate runspace, one at a time in the process, because SecretManagement is not thread-safe. The
/// runspace is kept until the cmdlet ends. A vault that prompts in a non-interactive session fails immediately. A vault that does not respond
/// is abandoned with its runspace.
/// </summary>
internal sealed class SecretManagementInvoker
{
    // The extension is a module that is nested in the module of the vault.
    private const string Extension = """
        param($Module, $Command, $Parameters)
        $nested = (Import-Module -Name $Module -PassThru -ErrorAction Stop).NestedModules |
            Where-Object { $_.ExportedCommands.Keys -contains $Command } | Select-Object -First 1
        & $nested.ExportedCommands[$Command] @Parameters
        """;

    private static readonly SemaphoreSlim Gate = new(1, 1);

    private readonly OwoxCmdletBase _cmdlet;
    private readonly VaultRunspaces _runspaces;
    private readonly string _module = VaultModule.Find();
    private readonly TimeSpan _timeout = ModuleTimings.Current.VaultTimeout;
    private Task? _abandoned;

    public SecretManagementInvoker(OwoxCmdletBase cmdlet)
    {
        _cmdlet = cmdlet;
        _runspaces = cmdlet.DisposeAtEnd(new VaultRunspaces());
    }

    /// <summary>Runs a command and returns its output. Its other streams are written as verbose messages.</summary>
    /// <exception cref="VaultCommandException">The command failed.</exception>
    /// <exception cref="OwoxVaultException">The module is not installed, or the command timed out.</exception>
    public PSObject[] Invoke(string command, Dictionary<string, object> parameters)
    {
        if (!Gate.Wait(_timeout, _cmdlet.CancellationToken))
        {
            throw TimedOut(command, _timeout);
        }

        return Using(
            HostInteraction.CanPrompt(_cmdlet.Host) ? _cmdlet.Host : null,
            static () => Gate.Release(),
            shell => Run(shell.AddCommand($"{VaultModule.Name}\\{command}").AddParameters(parameters), command, _timeout));
    }

    /// <summary>
    /// Runs a command of a vault's extension module directly, because SecretManagement would block further calls until the command has ended.
    /// Prompts are not possible. The command is abandoned after the timeout.
    /// </summary>
    /// <param name="module">The path of the module of the vault.</param>
    /// <param name="command">The command, for example Get-SecretInfo.</param>
    /// <param name="parameters">The parameters of the command.</param>
    /// <param name="timeout">The timeout.</param>
    /// <exception cref="VaultCommandException">The command failed.</exception>
    /// <exception cref="OwoxVaultException">The command timed out.</exception>
    public PSObject[] InvokeExtension(string module, string command, Hashtable parameters, TimeSpan timeout) =>
        Using(host: null, static () => { }, shell =>
        {
            shell.AddScript(Extension).AddParameter("Module", module).AddParameter("Command", command).AddParameter("Parameters", parameters);
            return Run(shell, command, timeout);
        });

    private static OwoxVaultException TimedOut(string command, TimeSpan timeout) => new(
        ErrorReason.VaultTimedOut,
        $"The vault did not complete {command} within {timeout.TotalSeconds:0} s. Check that it is reachable and unlocked, then try again.");

    // SecretManagement is imported for each action, because it also defines the output types of the commands of an extension.
    private PSObject[] Using(PSHost? host, Action release, Func<System.Management.Automation.PowerShell, PSObject[]> action)
    {
        var shell = System.Management.Automation.PowerShell.Create();
        var runspace = _runspaces.Take(host is not null);
        var hasModule = runspace is not null;
        _abandoned = null;
        try
        {
            shell.Runspace = runspace ??= VaultRunspaces.Open(host);
            if (!hasModule)
            {
                Import(shell);
                hasModule = true;
            }

            return action(shell);
        }
        finally
        {
            if (_abandoned is { } abandoned)
            {
                _ = FreeAfterAsync(abandoned, shell, runspace, release);
            }
            else if (hasModule)
            {
                _runspaces.Return(host is not null, runspace!);
                Free(shell, runspace: null, release);
            }
            else
            {
                Free(shell, runspace, release);
            }
        }
    }

    // A vault that is busy cannot be stopped: disposing the shell would wait for it.
    private static Task FreeAfterAsync(Task abandoned, System.Management.Automation.PowerShell shell, Runspace? runspace, Action release) =>
        abandoned.ContinueWith(
            ended =>
            {
                _ = ended.Exception;
                Free(shell, runspace, release);
            },
            CancellationToken.None,
            TaskContinuationOptions.None,
            TaskScheduler.Default);

    private static void Free(System.Management.Automation.PowerShell shell, Runspace? runspace, Action release)
    {
        shell.Dispose();
        runspace?.Dispose();
        release();
    }

    private void Import(System.Management.Automation.PowerShell shell)
    {
        shell.AddCommand("Import-Module").AddParameter("Name", _module).AddParameter("ErrorAction", ActionPreference.Stop);
        try
        {
            Run(shell, "Import-Module", _timeout);
            shell.Commands.Clear();
        }
        catch (VaultCommandException e)
        {
            throw new OwoxVaultException(
                ErrorReason.VaultNotInstalled,
                $"Secret vaults require the module {VaultModule.Name}, which could not be loaded ({e.Message}). "
                + $"Install it with Install-PSResource {VaultModule.Name}, Microsoft.PowerShell.SecretStore (or Install-Module), or use the environment variable OWOX_API_KEY, which does not require a vault.",
                e);
        }
    }

    private void Abandon(System.Management.Automation.PowerShell shell, Task work)
    {
        shell.BeginStop(null, null);
        _abandoned = work;
    }

    private PSObject[] Run(System.Management.Automation.PowerShell shell, string command, TimeSpan timeout)
    {
        shell.Streams.ClearStreams();
        var work = Task.Factory.FromAsync(shell.BeginInvoke(), shell.EndInvoke);
        try
        {
            if (!work.Wait((int)timeout.TotalMilliseconds, _cmdlet.CancellationToken))
            {
                Abandon(shell, work);
                throw TimedOut(command, timeout);
            }
        }
        catch (OperationCanceledException)
        {
            Abandon(shell, work);
            throw;
        }
        catch (AggregateException e)
        {
            throw VaultCommandException.From(e.GetBaseException(), e.InnerExceptions[0]);
        }

        var output = work.Result.Where(static o => o is not null).ToArray();
        VaultNotices.Write(shell.Streams, hasOutput: output.Length > 0, _cmdlet.WriteVerbose);
        return output;
    }
}
