using System;
using System.Collections;
using System.Collections.Generic;
using System.Collections.ObjectModel;
using System.Globalization;
using System.Management.Automation;
using System.Management.Automation.Host;
using System.Management.Automation.Runspaces;
using System.Security;
using System.Text;

/// <summary>A host that records what 'pwsh -NonInteractive' would write to standard output and standard error, and the exit code.</summary>
public sealed class RecordingHost : PSHost
{
    private readonly RecordingUI ui = new RecordingUI();

    public override CultureInfo CurrentCulture => CultureInfo.CurrentCulture;
    public override CultureInfo CurrentUICulture => CultureInfo.CurrentUICulture;
    public override Guid InstanceId { get; } = Guid.NewGuid();
    public override string Name => "RecordingHost";
    public override PSHostUserInterface UI => ui;
    public override Version Version { get; } = new Version(1, 0);

    /// <summary>The text that was written to standard output.</summary>
    public string Output => ui.Output.ToString();

    /// <summary>The text that was written to standard error.</summary>
    public string Errors => ui.Errors.ToString();

    /// <summary>The exit code.</summary>
    public int ExitCode { get; private set; }

    /// <summary>Runs a script file in a new runspace. The arguments are those of -File: names of parameters begin with '-'.</summary>
    public void Run(string file, string[] arguments)
    {
        using (var runspace = RunspaceFactory.CreateRunspace(this, InitialSessionState.CreateDefault2()))
        {
            runspace.Open();
            using (var shell = PowerShell.Create())
            {
                shell.Runspace = runspace;
                AddCommand(shell.AddCommand(file), arguments);
                foreach (var command in shell.Commands.Commands)
                {
                    command.MergeMyResults(PipelineResultTypes.Error, PipelineResultTypes.Output);
                }

                // The output of a native command that goes directly to Out-Default would appear on the console of this process.
                shell.AddCommand("ForEach-Object").AddParameter("Process", ScriptBlock.Create("$_")).AddCommand("Out-Default");
                try
                {
                    shell.Invoke();
                    var code = runspace.SessionStateProxy.GetVariable("LASTEXITCODE");
                    ExitCode = code is int && ExitCode == 0 ? (int)code : ExitCode;
                }
                catch (RuntimeException exception)
                {
                    // Writes an error that ends the script, like the console host.
                    ExitCode = 1;
                    using (var writer = PowerShell.Create())
                    {
                        writer.Runspace = runspace;
                        writer.AddCommand("Out-String").AddParameter("InputObject", exception.ErrorRecord);
                        foreach (var text in writer.Invoke<string>())
                        {
                            ui.WriteErrorLine(text);
                        }
                    }
                }
            }
        }
    }

    public override void EnterNestedPrompt() => throw new NotSupportedException();
    public override void ExitNestedPrompt() => throw new NotSupportedException();
    public override void NotifyBeginApplication() { }
    public override void NotifyEndApplication() { }
    public override void SetShouldExit(int exitCode) => ExitCode = exitCode;

    private static void AddCommand(PowerShell command, string[] arguments)
    {
        for (var i = 0; i < arguments.Length; i++)
        {
            if (!arguments[i].StartsWith("-", StringComparison.Ordinal))
            {
                command.AddArgument(arguments[i]);
            }
            else if (i + 1 < arguments.Length && !arguments[i + 1].StartsWith("-", StringComparison.Ordinal))
            {
                command.AddParameter(arguments[i].Substring(1), arguments[++i]);
            }
            else
            {
                command.AddParameter(arguments[i].Substring(1));
            }
        }
    }
}

internal sealed class RecordingUI : PSHostUserInterface
{
    public StringBuilder Output { get; } = new StringBuilder();
    public StringBuilder Errors { get; } = new StringBuilder();

    public override PSHostRawUserInterface RawUI { get; } = new RecordingRawUI();

    public override int PromptForChoice(string caption, string message, Collection<ChoiceDescription> choices, int defaultChoice) => throw NotInteractive();
    public override Dictionary<string, PSObject> Prompt(string caption, string message, Collection<FieldDescription> descriptions) => throw NotInteractive();
    public override PSCredential PromptForCredential(string caption, string message, string userName, string targetName) => throw NotInteractive();
    public override PSCredential PromptForCredential(string caption, string message, string userName, string targetName, PSCredentialTypes allowedCredentialTypes, PSCredentialUIOptions options) => throw NotInteractive();
    public override string ReadLine() => throw NotInteractive();
    public override SecureString ReadLineAsSecureString() => throw NotInteractive();
    public override void Write(string value) => Output.Append(value);
    public override void Write(ConsoleColor foregroundColor, ConsoleColor backgroundColor, string value) => Output.Append(value);
    public override void WriteDebugLine(string message) => WriteLine("DEBUG: " + message);
    public override void WriteErrorLine(string value) => Errors.AppendLine(value);
    public override void WriteLine(string value) => Output.AppendLine(value);
    public override void WriteProgress(long sourceId, ProgressRecord record) { }
    public override void WriteVerboseLine(string message) => WriteLine("VERBOSE: " + message);
    public override void WriteWarningLine(string message) => WriteLine("WARNING: " + message);

    private static Exception NotInteractive() => new PSInvalidOperationException("PowerShell is in NonInteractive mode. Read and Prompt functionality is not available.");
}

/// <summary>The width of a redirected output is 120 characters.</summary>
internal sealed class RecordingRawUI : PSHostRawUserInterface
{
    public override Size BufferSize { get; set; } = new Size(120, 50);
    public override Size WindowSize { get; set; } = new Size(120, 50);
    public override ConsoleColor BackgroundColor { get; set; }
    public override ConsoleColor ForegroundColor { get; set; }
    public override Coordinates CursorPosition { get; set; }
    public override int CursorSize { get; set; }
    public override Coordinates WindowPosition { get; set; }
    public override string WindowTitle { get; set; } = "";
    public override bool KeyAvailable => false;
    public override Size MaxPhysicalWindowSize => WindowSize;
    public override Size MaxWindowSize => WindowSize;

    public override void FlushInputBuffer() { }
    public override BufferCell[,] GetBufferContents(Rectangle rectangle) => throw new NotSupportedException();
    public override KeyInfo ReadKey(ReadKeyOptions options) => throw new NotSupportedException();
    public override void ScrollBufferContents(Rectangle source, Coordinates destination, Rectangle clip, BufferCell fill) { }
    public override void SetBufferContents(Rectangle rectangle, BufferCell fill) { }
    public override void SetBufferContents(Coordinates origin, BufferCell[,] contents) { }
}
