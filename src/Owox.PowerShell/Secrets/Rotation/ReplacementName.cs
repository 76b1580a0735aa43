using System.Text.RegularExpressions;
using Owox.PowerShell.Secrets.ApiKeys;

namespace Owox.PowerShell.Secrets.Rotation;

/// <summary>
/// The name of a key that is to replace another, until it has. It tells a later run what an earlier one was about,
/// even where the earlier one was killed before it could note anything.
/// </summary>
internal static class ReplacementName
{
    private static readonly Regex Mark = new(
        @"^(?<base>.*) \(replaces (?<old>pmk_[^\s)]+)\)$",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture | RegexOptions.Singleline,
        TimeSpan.FromSeconds(1));

    public static string Create(string name, string oldKeyId)
    {
        var suffix = $" (replaces {oldKeyId})";
        var room = Math.Max(0, ApiKeyValidation.MaxName - suffix.Length);
        return (name.Length > room ? name.Substring(0, room) : name) + suffix;
    }

    /// <summary>The ID of the key that this one is to replace; null for a key that replaces none.</summary>
    public static string? Replaces(string name) => Mark.Match(name) is { Success: true } match ? match.Groups["old"].Value : null;

    /// <summary>The name without the mark.</summary>
    public static string Base(string name) => Mark.Match(name) is { Success: true } match ? match.Groups["base"].Value : name;
}
