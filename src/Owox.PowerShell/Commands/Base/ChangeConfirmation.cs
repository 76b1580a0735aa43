namespace Owox.PowerShell.Commands.Base;

/// <summary>Asks whether a change may be made, and keeps the prompt and the answer for the audit log.</summary>
internal sealed class ChangeConfirmation
{
    /// <summary>Whether the last change was confirmed or declined at a prompt.</summary>
    public bool WasPrompted { get; private set; }

    /// <summary>The last prompt and its answer.</summary>
    public AuditCaller Caller { get; private set; } = new();

    /// <summary>Whether a change may be made. -Force suppresses the prompt, unless -Confirm is specified.</summary>
    /// <param name="cmdlet">The cmdlet that makes the change.</param>
    /// <param name="target">What is changed.</param>
    /// <param name="action">The change.</param>
    /// <param name="prompt">PowerShell's own prompt.</param>
    public bool Request(OwoxCmdletBase cmdlet, string target, string action, Func<string, string, bool> prompt)
    {
        WasPrompted = false;
        Caller = new AuditCaller { Prompt = $"{action}: {target}", Answer = "not asked" };
        if (cmdlet.IsSpecified("Force") && !cmdlet.IsSpecified("Confirm") && !cmdlet.IsWhatIf())
        {
            cmdlet.WriteVerbose($"Performing the operation \"{action}\" on target \"{target}\".");
            return true;
        }

        WasPrompted = cmdlet.CanPrompt();
        var isConfirmed = prompt(target, action);
        if (WasPrompted)
        {
            Caller = Caller with { Answer = isConfirmed ? "yes" : "no" };
        }

        return isConfirmed;
    }
}
