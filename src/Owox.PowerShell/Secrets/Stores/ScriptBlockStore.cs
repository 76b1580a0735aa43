using System.Collections;
using System.Management.Automation;
using System.Security;
using Owox.PowerShell.Binding;

namespace Owox.PowerShell.Secrets.Stores;

/// <summary>The output of a script block, which runs in the session of the user.</summary>
internal sealed class ScriptBlockStore(ScriptBlock script, OwoxCmdletBase cmdlet) : ISecretStore
{
    // Errors, and what programs write to standard error, are not displayed by PowerShell, because they could contain a secret.
    private const string Call = "param($__OwoxCommand) $ErrorActionPreference = 'Continue'; & $__OwoxCommand 2>&1";
    private const string ExitCode = "global:LASTEXITCODE";
    private const string StandardError = "NativeCommandError";

    private bool _isTimedOut;

    /// <param name="secret">Ignored: the script block specifies the secret.</param>
    public object Get(string secret)
    {
        var variables = cmdlet.SessionState.PSVariable;
        var before = variables.GetValue(ExitCode);
        variables.Set(ExitCode, null);
        var output = new List<PSObject>();
        var errors = new HashSet<object>((Errors() ?? []).Cast<object>());
        object? code;
        try
        {
            Invoke(output);
        }
        finally
        {
            RemoveErrors(errors);
            code = PSValue.Unwrap(variables.GetValue(ExitCode));
            if (code is null)
            {
                variables.Set(ExitCode, before);
            }
        }

        Register(output);
        var values = output.Where(static o => o is not null && o.BaseObject is not ErrorRecord).ToArray();
        CheckErrors([.. output.Select(static o => o?.BaseObject).OfType<ErrorRecord>()], code);
        return Single(values);
    }

    private static object Single(PSObject[] values)
    {
        var unexpected = Array.Find(values, static value => value.BaseObject is not (string or SecureString));
        if (unexpected is not null)
        {
            throw SecretCommand.Failed($"the script block returned an object of type {unexpected.BaseObject.GetType().Name}, not a string or a SecureString");
        }

        if (values.Select(static value => value.BaseObject).OfType<SecureString>().ToArray() is { Length: > 0 } secrets)
        {
            return values.Length == 1 ? secrets[0] : throw SecretCommand.Failed(FormattableString.Invariant($"the script block returned {values.Length} objects, not one"));
        }

        return values.Length == 0
            ? throw SecretCommand.Failed("the script block returned nothing")
            : SecretCommand.ReadLine(string.Join("\n", values.Select(static value => (string)value.BaseObject)));
    }

    // What a program writes to standard error is an error only if its exit code is not zero.
    private void CheckErrors(ErrorRecord[] errors, object? code)
    {
        var reported = string.Join(" ", errors.Select(static error => error.ToString()));
        if (code is int number and not 0)
        {
            throw SecretCommand.Failed(FormattableString.Invariant($"the script block ended with exit code {number}{SecretCommand.FormatOutput(reported)}"));
        }

        if (Array.Find(errors, static error => !error.FullyQualifiedErrorId.StartsWith(StandardError, StringComparison.Ordinal)) is { } failure)
        {
            throw SecretCommand.Failed($"the script block failed{SecretCommand.FormatOutput(failure.ToString())}");
        }

        if (SecretCommand.FormatOutput(reported) is { Length: > 0 } notice)
        {
            cmdlet.WriteVerbose($"The script block succeeded{notice}.");
        }
    }

    private void Invoke(List<PSObject> output)
    {
        using var shell = System.Management.Automation.PowerShell.Create(RunspaceMode.CurrentRunspace);
        shell.AddScript(Call, useLocalScope: true).AddArgument(script);
        var timeout = ModuleTimings.Current.SecretCommandTimeout;
        using var stop = cmdlet.CancellationToken.Register(() => shell.BeginStop(null, null));
        using var timer = new Timer(_ => TimeOut(shell), null, timeout, Timeout.InfiniteTimeSpan);
        try
        {
            shell.Invoke(input: null, output);
            if (_isTimedOut)
            {
                throw TimedOut(timeout);
            }
        }
        catch (PipelineStoppedException) when (_isTimedOut)
        {
            throw TimedOut(timeout);
        }
        catch (Exception e) when (e is IContainsErrorRecord and not PipelineStoppedException)
        {
            // The error can repeat what the script block returned before it failed, and other secrets. It is not kept as the inner exception.
            Register(output);
            throw SecretCommand.Failed($"the script block failed{SecretCommand.FormatOutput(e.Message)}");
        }
    }

    private ArrayList? Errors() => PSValue.Unwrap(cmdlet.SessionState.PSVariable.GetValue("global:Error")) as ArrayList;

    // The cmdlet reports the error without secrets. In $Error the engine has also stored the errors of the script block as they are.
    private void RemoveErrors(HashSet<object> before)
    {
        if (Errors() is { } errors)
        {
            foreach (var added in errors.Cast<object>().Where(error => !before.Contains(error)).ToArray())
            {
                errors.Remove(added);
            }
        }
    }

    private static void Register(IEnumerable<PSObject> output) =>
        SecretCommand.Register(output.Select(static value => value?.BaseObject).OfType<string>());

    private void TimeOut(System.Management.Automation.PowerShell shell)
    {
        _isTimedOut = true;
        try
        {
            shell.BeginStop(null, null);
        }
        catch (ObjectDisposedException)
        {
            // The script block ended at the same time.
        }
    }

    private static OwoxVaultException TimedOut(TimeSpan timeout) =>
        SecretCommand.Failed(FormattableString.Invariant($"the script block did not end within {timeout.TotalSeconds:0.#} s, so it was stopped"));
}
