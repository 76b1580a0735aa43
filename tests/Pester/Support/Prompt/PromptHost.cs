using System;
using System.Collections.Generic;
using System.Collections.ObjectModel;
using System.Globalization;
using System.Linq;
using System.Management.Automation;
using System.Management.Automation.Host;
using System.Management.Automation.Runspaces;
using System.Security;

/// <summary>A host that answers every confirmation prompt, and can run a script in another runspace while the prompt waits.</summary>
public sealed class PromptHost : PSHost
{
    private readonly PromptUI ui = new PromptUI();

    public override CultureInfo CurrentCulture => CultureInfo.InvariantCulture;
    public override CultureInfo CurrentUICulture => CultureInfo.InvariantCulture;
    public override Guid InstanceId { get; } = Guid.NewGuid();
    public override string Name => "PromptHost";
    public override PSHostUserInterface UI => ui;
    public override Version Version { get; } = new Version(1, 0);

    /// <summary>The messages of the prompts so far.</summary>
    public List<string> Prompts => ui.Prompts;

    /// <summary>The index of the choice that answers a prompt: 0 is Yes, 2 is No.</summary>
    public int Choice { get => ui.Choice; set => ui.Choice = value; }

    /// <summary>The action that runs while the first prompt waits, or null.</summary>
    public Action During { get => ui.During; set => ui.During = value; }

    /// <summary>Runs a script in a new runspace with variables, and returns its output. The host can be null.</summary>
    public static PSObject[] Run(PSHost host, string script, System.Collections.IDictionary variables, IList<ErrorRecord> errors, IList<WarningRecord> warnings)
    {
        var state = InitialSessionState.CreateDefault2();
        foreach (System.Collections.DictionaryEntry variable in variables)
        {
            state.Variables.Add(new SessionStateVariableEntry((string)variable.Key, variable.Value, ""));
        }

        using (var runspace = host == null ? RunspaceFactory.CreateRunspace(state) : RunspaceFactory.CreateRunspace(host, state))
        {
            runspace.Open();
            using (var shell = PowerShell.Create())
            {
                shell.Runspace = runspace;
                var written = new PSDataCollection<PSObject>();
                try
                {
                    shell.AddScript(script).Invoke(null, written);
                }
                catch (RuntimeException e)
                {
                    errors.Add(e.ErrorRecord);
                }

                foreach (var error in shell.Streams.Error)
                {
                    errors.Add(error);
                }

                foreach (var warning in shell.Streams.Warning)
                {
                    warnings.Add(warning);
                }

                return written.ToArray();
            }
        }
    }

    /// <summary>Sets the script that runs in another runspace while the first prompt waits.</summary>
    public void RunDuringPrompt(string script, System.Collections.IDictionary variables, IList<ErrorRecord> errors) =>
        During = () => Run(null, script, variables, errors, new List<WarningRecord>());

    public override void EnterNestedPrompt() => throw new NotSupportedException();
    public override void ExitNestedPrompt() => throw new NotSupportedException();
    public override void NotifyBeginApplication() { }
    public override void NotifyEndApplication() { }
    public override void SetShouldExit(int exitCode) { }
}

internal sealed class PromptUI : PSHostUserInterface
{
    public List<string> Prompts { get; } = new List<string>();
    public int Choice { get; set; }
    public Action During { get; set; }

    public override PSHostRawUserInterface RawUI => null;

    public override int PromptForChoice(string caption, string message, Collection<ChoiceDescription> choices, int defaultChoice)
    {
        Prompts.Add(message);
        var during = During;
        During = null;
        during?.Invoke();
        return Choice;
    }

    public override Dictionary<string, PSObject> Prompt(string caption, string message, Collection<FieldDescription> descriptions) => throw new NotSupportedException();
    public override PSCredential PromptForCredential(string caption, string message, string userName, string targetName) => throw new NotSupportedException();
    public override PSCredential PromptForCredential(string caption, string message, string userName, string targetName, PSCredentialTypes allowedCredentialTypes, PSCredentialUIOptions options) => throw new NotSupportedException();
    public override string ReadLine() => throw new NotSupportedException();
    public override SecureString ReadLineAsSecureString() => throw new NotSupportedException();
    public override void Write(string value) { }
    public override void Write(ConsoleColor foregroundColor, ConsoleColor backgroundColor, string value) { }
    public override void WriteDebugLine(string message) { }
    public override void WriteErrorLine(string value) { }
    public override void WriteLine(string value) { }
    public override void WriteProgress(long sourceId, ProgressRecord record) { }
    public override void WriteVerboseLine(string message) { }
    public override void WriteWarningLine(string message) { }
}
