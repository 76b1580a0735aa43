using System.Text;
using Owox.Text;

namespace Owox.Rows.Parsing;

/// <summary>The text before a value in a row, in the format of the server.</summary>
internal static class NamePrefix
{
    /// <summary>Returns a brace or a comma, the quoted name, and a colon.</summary>
    public static byte[] Create(string name, bool isFirst)
    {
        return Encoding.UTF8.GetBytes($"{(isFirst ? '{' : ',')}\"{Utf8Json.EscapeName(name)}\":");
    }
}
