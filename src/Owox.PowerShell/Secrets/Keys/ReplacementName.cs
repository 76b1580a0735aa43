using System.Text.RegularExpressions;

namespace Owox.PowerShell.Secrets.Keys;

/// <summary>
/// The temporary name of a key that replaces another one. A later run recognizes the key by this name, even if the earlier run was terminated
/// before it could store anything.
/// </summary>
/// <param name="idPrefix">The prefix of the IDs; empty for none, if the IDs are GUIDs.</param>
/// <param name="maxLength">The maximum length of a name.</param>
internal sealed class ReplacementName(string idPrefix, int maxLength)
{
    private readonly Regex _mark = new(
        $@"^(?<base>.*) \(replaces (?<old>{idPrefix}[0-9A-Za-z_-]+)\)$",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture | RegexOptions.Singleline,
        TimeSpan.FromSeconds(1));

    public string Create(string name, string oldKeyId)
    {
        var suffix = $" (replaces {oldKeyId})";
        var room = Math.Max(0, maxLength - suffix.Length);
        return (name.Length > room ? name.Substring(0, room) : name) + suffix;
    }

    /// <summary>The ID of the key that this key replaces, or null if it replaces none.</summary>
    public string? Replaces(string name) => _mark.Match(name) is { Success: true } match ? match.Groups["old"].Value : null;

    /// <summary>The name without the marker of a key that no longer exists. A name that a user chose is not changed.</summary>
    public string Original(string name) => idPrefix.Length > 0 || Guid.TryParse(Replaces(name), out _) ? Base(name) : name;

    /// <summary>The name without the marker.</summary>
    public string Base(string name) => _mark.Match(name) is { Success: true } match ? match.Groups["base"].Value : name;
}
