using System.Management.Automation;
using Owox.Redaction;

namespace Owox.PowerShell.Secrets.Vaults;

/// <summary>Tells the notices of a vault command from its failures.</summary>
internal static class VaultNotices
{
    // The ID of what a program writes to standard error.
    private const string StandardError = "NativeCommandError";

    /// <summary>Writes what a command said besides its output.</summary>
    /// <param name="streams">The streams of the command.</param>
    /// <param name="hasOutput">Whether the command returned something: then it has succeeded, whatever it wrote to the error stream.</param>
    /// <param name="write">Writes a notice.</param>
    /// <exception cref="VaultCommandException">The command failed.</exception>
    public static void Write(PSDataStreams streams, bool hasOutput, Action<string> write)
    {
        var failures = streams.Error.Where(static error => !IsStandardError(error)).Select(VaultCommandException.From).ToArray();

        // What a vault returns that could not ask for its password is not what it was asked for.
        var failure = failures.FirstOrDefault(error => !hasOutput || error.IsLocked);
        var said = streams.Error.Select(static error => error.ToString())
            .Concat(streams.Warning.Select(static warning => warning.Message))
            .Concat(streams.Information.Select(static information => information.MessageData?.ToString()))
            .Concat(streams.Verbose.Select(static verbose => verbose.Message));
        foreach (var text in said.Select(static text => ServerTextSanitizer.Sanitize(text, [])).OfType<string>())
        {
            write($"The vault said: {text}");
        }

        if (failure is not null)
        {
            throw failure;
        }
    }

    private static bool IsStandardError(ErrorRecord error) => error.FullyQualifiedErrorId.StartsWith(StandardError, StringComparison.Ordinal);
}
