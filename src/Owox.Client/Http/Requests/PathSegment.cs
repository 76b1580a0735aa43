using Owox.Redaction;

namespace Owox.Http.Requests;

/// <summary>IDs in the paths of requests: each is one segment, whatever a proxy or a server makes of it.</summary>
internal static class PathSegment
{
    /// <summary>The ID, encoded.</summary>
    /// <exception cref="OwoxConfigurationException">It would not be one segment.</exception>
    public static string Encode(string id)
    {
        Require(id);
        return Uri.EscapeDataString(id);
    }

    /// <exception cref="OwoxConfigurationException">It would not be one segment.</exception>
    public static void Require(string id)
    {
        // A proxy may decode a path once more than the server does, so an encoded separator is one, too.
        if (IsDots(id) || id.Any(static c => c is '/' or '\\' or '%' || char.IsControl(c)))
        {
            throw new OwoxConfigurationException(
                ErrorReason.IdInvalid,
                $"'{ServerTextSanitizer.Sanitize(id, [])}' is not an ID: an ID has no slash, backslash, percent sign or control character, and is not '.' or '..'. Nothing was sent.");
        }
    }

    // Whether a path would lead to another folder. Some servers cut a segment at a semicolon, or trim it, before they look at its dots.
    private static bool IsDots(string id)
    {
        var name = id.Split(';')[0].Trim();
        return id.Length > 0 && name.All(static c => c == '.');
    }
}
