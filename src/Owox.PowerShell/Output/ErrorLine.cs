using System.Management.Automation;
using System.Management.Automation.Language;
using Owox.Redaction;

namespace Owox.PowerShell.Output;

/// <summary>The line of a script that an error record shows with its position. A secret can stand there as text.</summary>
internal static class ErrorLine
{
    /// <summary>Makes the records of this call show the line without secrets.</summary>
    public static void Hide(InvocationInfo invocation)
    {
        var (line, number) = (invocation.Line, invocation.ScriptLineNumber);
        if (string.IsNullOrEmpty(line) || KnownSecrets.Redact(line) is not { } masked || masked == line)
        {
            return;
        }

        ScriptPosition At(int column) => new(invocation.ScriptName, number, column, masked);
        invocation.DisplayScriptPosition = new ScriptExtent(At(1), At(masked.Length + 1));
    }
}
