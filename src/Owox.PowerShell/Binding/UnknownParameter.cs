using System.Management.Automation;
using Owox.Redaction;
using Owox.Text;

namespace Owox.PowerShell.Binding;

/// <summary>Reports a parameter name that a cmdlet does not have, with the same ID as PowerShell, and suggests similar names.</summary>
internal static class UnknownParameter
{
    // The ID, the category and the type of the exception are those of PowerShell's own error.
    private const string Id = "NamedParameterNotFound";
    private const int MaxNameLength = 100;

    // The sources of Connect-OwoxDataMarts from which a key can only be read.
    private static readonly string[] ReadOnlySources = ["SecretFile", "SecretCommand", "SystemdCredential", "EnvironmentFile"];

    // PowerShell also accepts the dashes of word processors.
    private static readonly char[] Dashes = ['-', '\u2013', '\u2014', '\u2015'];

    /// <summary>Returns the error for the first parameter name among arguments that PowerShell could not bind, or null if there is none.</summary>
    public static ErrorRecord? Find(object?[]? arguments, CommandInfo command) =>
        arguments?.Select(PSValue.Unwrap).OfType<string>().FirstOrDefault(IsName) is { } argument
            ? new ErrorRecord(new ParameterBindingException(Describe(argument, command)), Id, ErrorCategory.InvalidArgument, targetObject: null)
            : null;

    // Names of other shells begin with two hyphens.
    private static bool IsName(string argument) =>
        argument.TrimStart(Dashes) is { Length: > 0 } name && name.Length < argument.Length && char.IsLetter(name[0]);

    private static string Describe(string argument, CommandInfo command)
    {
        if (SecretArgument.Contains(argument))
        {
            return $"A secret was passed in place of a parameter name. Remove it; Get-Help {command.Name} shows the parameters.";
        }

        // What follows can be a value: -name=value.
        var name = string.Concat(argument.TrimStart(Dashes).TakeWhile(static character => char.IsLetterOrDigit(character) || character is '_' or '-'));
        var nearest = SimilarNames.Of(name, command.Parameters.Values.Where(IsShown).Select(static parameter => parameter.Name)).Select(static similar => $"-{similar}").ToArray();
        var advice = ReadOnlySources.Contains(name, StringComparer.OrdinalIgnoreCase) && command.Parameters.ContainsKey("SecretName")
            ? "A key can only be read from there, and not stored. Nothing was created. Specify -SecretName with -Vault or -KeyVault."
            : nearest.Length > 0 ? $"Did you mean {string.Join(", ", nearest)}?" : $"Get-Help {command.Name} shows the parameters.";
        return $"A parameter cannot be found that matches parameter name '{ServerTextSanitizer.Sanitize(name, [], MaxNameLength)}'. {advice}";
    }

    private static bool IsShown(ParameterMetadata parameter) => !parameter.Attributes.OfType<ParameterAttribute>().Any(static attribute => attribute.DontShow);
}
