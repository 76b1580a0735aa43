using System.Collections;
using System.Management.Automation;
using System.Text.RegularExpressions;
using Owox.PowerShell.Binding;
using Owox.Redaction;

namespace Owox.PowerShell.Secrets.Stores;

/// <summary>Creates the store for the value of <c>-SecretCommand</c>: a script block, or a program with its arguments.</summary>
internal static class SecretCommand
{
    private const int MaxMessage = 500;
    private const int MaxRegistered = 16;
    private const string BatchCharacters = "&|<>^%!\"\r\n";

    private static readonly string[] BatchExtensions = [".cmd", ".bat"];

    // A command that fails may repeat a secret that this process has never seen. A word of this length with letters and digits is not a word of a language.
    private static readonly Regex SecretWord = new(
        @"(?=[A-Za-z0-9+/_=.~-]*[0-9])(?=[A-Za-z0-9+/_=.~-]*[A-Za-z])[A-Za-z0-9+/_=.~-]{20,}", RegexOptions.CultureInvariant, TimeSpan.FromSeconds(5));

    /// <exception cref="OwoxConfigurationException">The value is neither a script block nor a program, or the program does not exist.</exception>
    public static ISecretStore Create(object value, OwoxCmdletBase cmdlet) => PSValue.Unwrap(value) switch
    {
        ScriptBlock script => new ScriptBlockStore(script, cmdlet),
        string program => Program([program], cmdlet),
        IEnumerable items => Program([.. items.Cast<object?>().Select(Word)], cmdlet),
        { } other => throw Invalid($"a value of type {other.GetType().Name} was specified"),
        null => throw Invalid("null was specified"),
    };

    /// <summary>Returns the only line of the output as a SecureString.</summary>
    public static object ReadLine(string output) => SecretLine.Read(output, static why => Failed($"its output is not the secret in one line, but {why}"));

    /// <summary>Registers output as secret, so that no message repeats it. Long output is not a secret of one line and would displace other secrets.</summary>
    public static void Register(IEnumerable<string> lines)
    {
        foreach (var line in lines.Take(MaxRegistered))
        {
            KnownSecrets.Add(line.Trim());
        }
    }

    /// <summary>Creates the error for a command that did not return a secret.</summary>
    /// <param name="what">What happened, without secrets.</param>
    /// <param name="inner">The exception of the command.</param>
    public static OwoxVaultException Failed(string what, Exception? inner = null) =>
        new(ErrorReason.SecretCommandFailed, $"The command of -SecretCommand did not return a secret: {what}.", inner);

    /// <summary>Returns the message of a command as the end of a sentence, without words that could be secrets, or an empty string if there is no message.</summary>
    public static string FormatOutput(string? message) =>
        ServerTextSanitizer.Sanitize(message, [], MaxMessage) is { } text ? $". It reported: {SecretWord.Replace(text.TrimEnd('.'), "***")}" : "";

    private static string Word(object? item) => PSValue.Unwrap(item) switch
    {
        string text => text,
        IConvertible number and not bool => number.ToString(System.Globalization.CultureInfo.InvariantCulture),
        var other => throw Invalid($"an element of type {other?.GetType().Name ?? "null"} is not an argument"),
    };

    private static ProgramStore Program(string[] words, OwoxCmdletBase cmdlet)
    {
        if (words.Length == 0 || words[0].Trim().Length == 0)
        {
            throw Invalid("the name of the program is empty");
        }

        var name = words[0];
        if (cmdlet.InvokeCommand.GetCommand(name, CommandTypes.Application) is ApplicationInfo { Path: var path } && File.Exists(path))
        {
            return new ProgramStore(path, Arguments(path, [.. words.Skip(1)]), cmdlet);
        }

        var advice = name.Any(char.IsWhiteSpace) ? " Specify the program and each argument as a separate string, or use a script block." : "";
        throw Invalid($"the program '{ServerTextSanitizer.Sanitize(name, [], 100)}' was not found.{advice}".TrimEnd('.'));
    }

    // Windows runs batch files with cmd.exe, which interprets their arguments.
    private static string[] Arguments(string path, string[] arguments)
    {
        var isBatch = Path.DirectorySeparatorChar == '\\' && Array.Exists(BatchExtensions, extension => path.EndsWith(extension, StringComparison.OrdinalIgnoreCase));
        var special = isBatch ? arguments.SelectMany(static argument => argument).FirstOrDefault(static c => BatchCharacters.IndexOf(c) >= 0) : default;
        return special == default
            ? arguments
            : throw Invalid($"'{Path.GetFileName(path)}' is a batch file, and an argument contains {(special < ' ' ? "a line break" : $"'{special}'")}, which cmd.exe interprets. Use a script block");
    }

    private static OwoxConfigurationException Invalid(string what) => new(
        ErrorReason.SecretCommandInvalid, $"-SecretCommand takes a script block, or the name of a program and its arguments, but {what}.");
}
