using System.Collections.ObjectModel;
using System.Globalization;
using System.Management.Automation;
using System.Management.Automation.Host;
using System.Security;
using Owox.Redaction;

namespace Owox.PowerShell.Secrets.Vaults;

/// <summary>
/// The host of a vault that may prompt the user. It passes prompts and redacted text to the host of the session. Warnings, errors and similar
/// messages are not displayed here: they are in the streams of the command and are written as verbose messages.
/// </summary>
internal sealed class VaultHost(PSHost session) : PSHost
{
    public override CultureInfo CurrentCulture => session.CurrentCulture;

    public override CultureInfo CurrentUICulture => session.CurrentUICulture;

    public override Guid InstanceId { get; } = Guid.NewGuid();

    public override string Name => session.Name;

    public override PSObject PrivateData => session.PrivateData;

    public override PSHostUserInterface UI { get; } = new Prompts(session.UI);

    public override Version Version => session.Version;

    public override void EnterNestedPrompt() => throw new NotSupportedException();

    public override void ExitNestedPrompt() => throw new NotSupportedException();

    public override void NotifyBeginApplication() => session.NotifyBeginApplication();

    public override void NotifyEndApplication() => session.NotifyEndApplication();

    public override void SetShouldExit(int exitCode)
    {
        // A vault must not end the session.
    }

    private sealed class Prompts(PSHostUserInterface ui) : PSHostUserInterface
    {
        public override PSHostRawUserInterface RawUI => ui.RawUI;

        public override string ReadLine() => ui.ReadLine();

        public override SecureString ReadLineAsSecureString() => ui.ReadLineAsSecureString();

        public override Dictionary<string, PSObject> Prompt(string caption, string message, Collection<FieldDescription> descriptions) =>
            ui.Prompt(caption, message, descriptions);

        public override int PromptForChoice(string caption, string message, Collection<ChoiceDescription> choices, int defaultChoice) =>
            ui.PromptForChoice(caption, message, choices, defaultChoice);

        public override PSCredential PromptForCredential(string caption, string message, string userName, string targetName) =>
            ui.PromptForCredential(caption, message, userName, targetName);

        public override PSCredential PromptForCredential(
            string caption, string message, string userName, string targetName, PSCredentialTypes allowedCredentialTypes, PSCredentialUIOptions options) =>
            ui.PromptForCredential(caption, message, userName, targetName, allowedCredentialTypes, options);

        public override void Write(string value) => ui.Write(KnownSecrets.Redact(value));

        public override void Write(ConsoleColor foregroundColor, ConsoleColor backgroundColor, string value) =>
            ui.Write(foregroundColor, backgroundColor, KnownSecrets.Redact(value));

        public override void WriteLine(string value) => ui.WriteLine(KnownSecrets.Redact(value));

        public override void WriteDebugLine(string message)
        {
        }

        public override void WriteErrorLine(string value)
        {
        }

        public override void WriteProgress(long sourceId, ProgressRecord record)
        {
        }

        public override void WriteVerboseLine(string message)
        {
        }

        public override void WriteWarningLine(string message)
        {
        }
    }
}
