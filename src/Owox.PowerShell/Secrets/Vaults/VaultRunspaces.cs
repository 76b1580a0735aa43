using System.Management.Automation.Host;
using System.Management.Automation.Runspaces;

namespace Owox.PowerShell.Secrets.Vaults;

/// <summary>
/// The runspaces in which a cmdlet runs commands of vaults: at most one that can prompt, and one that cannot. Each is reused until the cmdlet
/// ends, so SecretManagement is imported once. While a command runs, its runspace is not here, so an abandoned one is never reused.
/// </summary>
internal sealed class VaultRunspaces : IDisposable
{
    private readonly Dictionary<bool, Runspace> _idle = [];
    private bool _isDisposed;

    /// <summary>Opens a runspace without modules.</summary>
    /// <param name="host">The host that prompts the user; null for a runspace that rejects prompts.</param>
    public static Runspace Open(PSHost? host)
    {
        var state = InitialSessionState.CreateDefault2();
        state.ThrowOnRunspaceOpenError = true;
        var runspace = host is null ? RunspaceFactory.CreateRunspace(state) : RunspaceFactory.CreateRunspace(new VaultHost(host), state);
        runspace.Open();
        return runspace;
    }

    /// <summary>Removes and returns an idle runspace with SecretManagement, or null if there is none.</summary>
    public Runspace? Take(bool canPrompt)
    {
        if (_idle.TryGetValue(canPrompt, out var runspace))
        {
            _idle.Remove(canPrompt);
        }

        return runspace;
    }

    /// <summary>Keeps a runspace with SecretManagement for the next command.</summary>
    public void Return(bool canPrompt, Runspace runspace)
    {
        if (_isDisposed)
        {
            runspace.Dispose();
        }
        else
        {
            _idle.Add(canPrompt, runspace);
        }
    }

    public void Dispose()
    {
        _isDisposed = true;
        foreach (var runspace in _idle.Values)
        {
            runspace.Dispose();
        }

        _idle.Clear();
    }
}
