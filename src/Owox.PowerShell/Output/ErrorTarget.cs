using System.Management.Automation;
using System.Management.Automation.Language;
using Owox.PowerShell.Binding;
using Owox.Redaction;

namespace Owox.PowerShell.Output;

/// <summary>
/// What an error record shows as the thing that failed: text without secrets, single values, and objects of this module. Of
/// other objects, such as the payload of a run, nothing is known: only their type is shown.
/// </summary>
internal static class ErrorTarget
{
    public static object? Sanitize(object? target) => PSValue.Unwrap(target) switch
    {
        null => null,
        string text => Text(text),
        string[] texts => texts.Select(Text).ToArray(),
        Uri address => Text(address.OriginalString),
        IConvertible or Guid => target,
        { } own when own.GetType().Assembly.GetName().Name?.StartsWith("Owox.", StringComparison.Ordinal) == true => Own(own),
        { } other => (other is PSObject ? typeof(PSCustomObject) : other.GetType()).FullName,
    };

    private static object Own(object target) => target.ToString() is { } text && ServerTextSanitizer.Redact(text, []) is var masked && masked != text ? masked : target;

    // The user information and the query of an address can contain secrets that have any name.
    private static string Text(string text)
    {
        var shown = text;
        if (shown.IndexOf("://", StringComparison.Ordinal) is >= 0 and var scheme)
        {
            var end = shown.IndexOfAny(['?', '#'], scheme);
            shown = end < 0 ? shown : shown.Substring(0, end);
            var (start, at) = (scheme + "://".Length, shown.LastIndexOf('@'));
            shown = at < start ? shown : shown.Remove(start, at + 1 - start);
        }

        return ServerTextSanitizer.Redact(shown, []);
    }
}

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
