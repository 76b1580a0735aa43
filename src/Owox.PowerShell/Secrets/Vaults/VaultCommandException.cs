using System.Management.Automation;
using System.Text.RegularExpressions;
using Owox.Redaction;

namespace Owox.PowerShell.Secrets.Vaults;

/// <summary>A command of SecretManagement failed. Holds what it said, not what it was given.</summary>
internal sealed class VaultCommandException : Exception
{
    private static readonly Regex Locked = new(
        "PasswordRequired|password is (?:required|needed)|valid password|is locked|vault.*locked|Unlock-|user interaction|NonInteractive|InvalidOperationException.*prompt",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        TimeSpan.FromSeconds(1));

    // The vault was given secrets, and can quote them.
    private VaultCommandException(string message, string everything, string id)
        : base(ServerTextSanitizer.Sanitize(message, []) ?? "nothing")
    {
        Id = id;
        IsLocked = Locked.IsMatch(everything);
    }

    /// <summary>The error's ID.</summary>
    public string Id { get; }

    /// <summary>Whether the vault wants a password, or asked someone.</summary>
    public bool IsLocked { get; }

    public static VaultCommandException From(ErrorRecord error) => From(error.Exception, error.Exception, error.FullyQualifiedErrorId);

    public static VaultCommandException From(Exception innermost, Exception outermost, string? id = null)
    {
        var record = (outermost as IContainsErrorRecord ?? innermost as IContainsErrorRecord)?.ErrorRecord;
        var chain = Chain(outermost).ToArray();
        var everything = string.Join("\n", chain.Select(static e => $"{e.GetType().Name}: {e.Message}"));
        return new VaultCommandException(
            string.Join(" ", chain.Select(static e => e.Message.Trim()).Distinct(StringComparer.Ordinal)),
            everything,
            id ?? record?.FullyQualifiedErrorId ?? "");
    }

    private static IEnumerable<Exception> Chain(Exception? e)
    {
        for (; e is not null; e = e.InnerException)
        {
            yield return e;
        }
    }
}
