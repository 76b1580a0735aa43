using System.Collections;
using System.Management.Automation;
using System.Text.RegularExpressions;
using Owox.Redaction;

namespace Owox.PowerShell.Binding;

/// <summary>Tells arguments that contain a secret, which no error may quote.</summary>
internal static class SecretArgument
{
    /// <summary>Stands for an object that contains a secret and cannot be used. The error of the engine for such an object would keep it.</summary>
    public const string Marker = "(a secret that is not shown)";

    // What follows the prefix is base64url of a JSON object. Names such as owox_key_prod are no keys.
    private static readonly Regex Key = new(
        ApiKey.Prefix + "e[wy][A-Za-z0-9_-]{16,}", RegexOptions.CultureInvariant, TimeSpan.FromSeconds(1));

    /// <summary>Whether a text contains the value of an API key, or stands for a secret.</summary>
    public static bool IsKey(string text) => text == Marker || Key.IsMatch(text);

    /// <summary>Whether a value contains a key, a secret that this process has used, or a value whose name says that it is secret.</summary>
    public static bool Contains(object? value) => PSValue.Unwrap(value) switch
    {
        string text => KnownSecrets.Redact(text) != text,
        IDictionary table => table.Keys.Cast<object?>().Any(key => Contains($"@{{{key}={PSValue.Unwrap(table[key!])}}}")),
        PSObject record => Contains($"{record}"),
        IEnumerable several => several.Cast<object?>().Any(Contains),
        _ => false,
    };
}
