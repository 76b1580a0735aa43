using System;
using System.Collections.Generic;
using System.Text;
using System.Text.RegularExpressions;

namespace Owox.Http;

/// <summary>Makes text that a server sent safe to show: one line, of bounded length, without secrets or pipeline commands.</summary>
internal static class ServerText
{
    private const int MaxLength = 2_000;

    private static readonly Regex AgentCommand = new(
        @"##(?=vso\[|\[)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, TimeSpan.FromSeconds(1));

    // No key that a server or a vault echoes is shown, whosever it is.
    private static readonly Regex KeyValue = new(
        ApiKey.Prefix + "[A-Za-z0-9_-]+", RegexOptions.CultureInvariant, TimeSpan.FromSeconds(1));

    public static string? Clean(string? text, IReadOnlyList<string> secrets, int maxLength = MaxLength)
    {
        if (string.IsNullOrWhiteSpace(text))
        {
            return null;
        }

        var clean = new StringBuilder(Math.Min(text!.Length, maxLength));
        foreach (var c in Mask(text, secrets).Trim())
        {
            if (clean.Length == maxLength)
            {
                clean.Append('…');
                break;
            }

            clean.Append(char.IsControl(c) || c is '\u2028' or '\u2029' ? ' ' : c);
        }

        // An Azure DevOps agent obeys lines that begin so, and error views wrap where they like.
        return AgentCommand.Replace(clean.ToString(), "## ");
    }

    /// <summary>The text with each secret that a server echoed blotted out.</summary>
    public static string Mask(string text, IReadOnlyList<string> secrets)
    {
        foreach (var secret in secrets)
        {
            text = text.Replace(secret, "***");
        }

        return KeyValue.Replace(text, ApiKey.Prefix + "***");
    }
}
