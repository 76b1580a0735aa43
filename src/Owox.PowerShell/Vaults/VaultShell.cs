using System;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using System.Management.Automation.Host;
using System.Management.Automation.Runspaces;
using System.Threading;
using System.Threading.Tasks;

namespace Owox.PowerShell.Vaults;

/// <summary>
/// Runs commands of SecretManagement in a runspace of their own, one caller of the process at a time: the module is not
/// thread-safe. A vault that asks where no one can answer fails at once, and one that never answers is given up.
/// </summary>
internal sealed class VaultShell(PSHost? host, CancellationToken cancellationToken)
{
    public const string ModuleName = "Microsoft.PowerShell.SecretManagement";

    // Vaults behind a network take their time; eight seconds are common, a minute is not.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private static readonly SemaphoreSlim OneAtATime = new(1, 1);

    private Task? _abandoned;

    /// <summary>Runs one command and gives what it wrote.</summary>
    /// <exception cref="VaultCommandException">The command failed; tells what it said.</exception>
    /// <exception cref="OwoxVaultException">The module is not installed, or time ran out.</exception>
    public PSObject[] Invoke(string command, IReadOnlyDictionary<string, object> parameters)
    {
        if (!OneAtATime.Wait(Patience, cancellationToken))
        {
            throw TimedOut(command);
        }

        Runspace? runspace = null;
        System.Management.Automation.PowerShell? shell = null;
        _abandoned = null;
        try
        {
            runspace = OpenRunspace();
            shell = System.Management.Automation.PowerShell.Create();
            shell.Runspace = runspace;
            Import(shell);
            shell.Commands.Clear();
            shell.AddCommand($"{ModuleName}\\{command}");
            foreach (var parameter in parameters)
            {
                shell.AddParameter(parameter.Key, parameter.Value);
            }

            return Run(shell, command);
        }
        finally
        {
            void Free()
            {
                shell?.Dispose();
                runspace?.Dispose();
                OneAtATime.Release();
            }

            if (_abandoned is null)
            {
                Free();
            }
            else
            {
                // A vault at work cannot be stopped, only left alone: freeing the shell would wait for it, and the
                // module must not be called again before it is done.
                _ = _abandoned.ContinueWith(
                    ended =>
                    {
                        _ = ended.Exception;
                        Free();
                    },
                    CancellationToken.None,
                    TaskContinuationOptions.None,
                    TaskScheduler.Default);
            }
        }
    }

    private static OwoxVaultException TimedOut(string command) => new(
        ErrorReason.VaultTimedOut,
        $"The vault did not answer {command} within {Patience.TotalSeconds:0} s. Check that it is reachable and unlocked, then try again.");

    private Runspace OpenRunspace()
    {
        var state = InitialSessionState.CreateDefault2();
        state.ThrowOnRunspaceOpenError = true;

        // A runspace without a host refuses prompts; with the caller's host a person may be asked.
        var runspace = host is not null && Secrets.HostInteraction.CanPrompt(host)
            ? RunspaceFactory.CreateRunspace(host, state)
            : RunspaceFactory.CreateRunspace(state);
        runspace.Open();
        return runspace;
    }

    private void Import(System.Management.Automation.PowerShell shell)
    {
        shell.AddCommand("Import-Module").AddParameter("Name", ModuleName).AddParameter("ErrorAction", ActionPreference.Stop);
        try
        {
            Run(shell, "Import-Module");
        }
        catch (VaultCommandException e)
        {
            throw new OwoxVaultException(
                ErrorReason.VaultNotInstalled,
                $"Secret vaults need the module {ModuleName}, which could not be loaded ({e.Message}). "
                + $"Install it: Install-PSResource {ModuleName}, Microsoft.PowerShell.SecretStore (or Install-Module). A vault is not a must: OWOX_API_KEY works without one.",
                e);
        }
    }

    private void Abandon(System.Management.Automation.PowerShell shell, Task work)
    {
        shell.BeginStop(null, null);
        _abandoned = work;
    }

    private PSObject[] Run(System.Management.Automation.PowerShell shell, string command)
    {
        var work = Task.Factory.FromAsync(shell.BeginInvoke(), shell.EndInvoke);
        try
        {
            if (!work.Wait((int)Patience.TotalMilliseconds, cancellationToken))
            {
                Abandon(shell, work);
                throw TimedOut(command);
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

        return shell.Streams.Error.FirstOrDefault() is { } error
            ? throw VaultCommandException.From(error)
            : work.Result.Where(static o => o is not null).ToArray();
    }
}
