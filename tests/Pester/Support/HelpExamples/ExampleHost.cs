using System;
using System.Collections.Generic;
using System.Collections.ObjectModel;
using System.Globalization;
using System.Management.Automation;
using System.Management.Automation.Host;
using System.Security;

/// <summary>A host that simulates a user who tries the examples: it types the answers to prompts and confirms with yes.</summary>
public sealed class ExampleHost : PSHost
{
    private readonly ExampleConsole console;

    /// <param name="answers">The texts to type, by the name of the prompt.</param>
    /// <param name="user">The user name to type when a prompt specifies none.</param>
    /// <param name="password">The password to type for any user name.</param>
    /// <param name="proxySignIn">The credential for an example that prompts for proxy credentials.</param>
    public ExampleHost(IDictionary<string, string> answers, string user, string password, PSCredential proxySignIn) =>
        console = new ExampleConsole(answers, user, password, proxySignIn);

    /// <summary>The exit code of the last example that used exit.</summary>
    public int ExitCode { get; set; }

    public override CultureInfo CurrentCulture => CultureInfo.InvariantCulture;
    public override CultureInfo CurrentUICulture => CultureInfo.InvariantCulture;
    public override Guid InstanceId { get; } = Guid.NewGuid();
    public override string Name => "ExampleHost";
    public override PSHostUserInterface UI => console;
    public override Version Version { get; } = new Version(1, 0);

    public override void EnterNestedPrompt() => throw new NotSupportedException();
    public override void ExitNestedPrompt() => throw new NotSupportedException();
    public override void NotifyBeginApplication() { }
    public override void NotifyEndApplication() { }
    public override void SetShouldExit(int exitCode) => ExitCode = exitCode;
}

internal sealed class ExampleConsole : PSHostUserInterface
{
    private readonly IDictionary<string, string> answers;
    private readonly string user;
    private readonly string password;
    private readonly PSCredential proxySignIn;

    public ExampleConsole(IDictionary<string, string> answers, string user, string password, PSCredential proxySignIn) =>
        (this.answers, this.user, this.password, this.proxySignIn) = (answers, user, password, proxySignIn);

    public override PSHostRawUserInterface RawUI => null;

    public override Dictionary<string, PSObject> Prompt(string caption, string message, Collection<FieldDescription> descriptions)
    {
        var typed = new Dictionary<string, PSObject>();
        foreach (var field in descriptions)
        {
            var text = Answer(field.Name);
            typed[field.Name] = PSObject.AsPSObject(field.ParameterTypeName == nameof(SecureString) ? Hide(text) : (object)text);
        }

        return typed;
    }

    public override int PromptForChoice(string caption, string message, Collection<ChoiceDescription> choices, int defaultChoice) => 0;

    public override PSCredential PromptForCredential(string caption, string message, string userName, string targetName) =>
        message == "Proxy" ? proxySignIn : new PSCredential(string.IsNullOrEmpty(userName) ? user : userName, Hide(password));

    public override PSCredential PromptForCredential(
        string caption, string message, string userName, string targetName, PSCredentialTypes allowedCredentialTypes, PSCredentialUIOptions options) =>
        PromptForCredential(caption, message, userName, targetName);

    public override string ReadLine() => Answer("");
    public override SecureString ReadLineAsSecureString() => Hide(Answer(""));
    public override void Write(string value) { }
    public override void Write(ConsoleColor foregroundColor, ConsoleColor backgroundColor, string value) { }
    public override void WriteDebugLine(string message) { }
    public override void WriteErrorLine(string value) { }
    public override void WriteLine(string value) { }
    public override void WriteProgress(long sourceId, ProgressRecord record) { }
    public override void WriteVerboseLine(string message) { }
    public override void WriteWarningLine(string message) { }

    private string Answer(string question) => answers.TryGetValue(question, out var answer)
        ? answer
        : throw new InvalidOperationException($"The prompt is unexpected: an example asks '{question}'.");

    private static SecureString Hide(string text)
    {
        var secret = new SecureString();
        foreach (var letter in text)
        {
            secret.AppendChar(letter);
        }

        return secret;
    }
}
