using System.Text;
using Owox.Text;

namespace Owox.Rows.Parsing;

/// <summary>What stands before a value in a row, as the server writes it.</summary>
internal static class NamePrefix
{
    /// <summary>A brace or comma, the name in quotes, a colon.</summary>
    public static byte[] Create(string name, bool isFirst)
    {
        return Encoding.UTF8.GetBytes($"{(isFirst ? '{' : ',')}\"{Utf8Json.EscapeName(name)}\":");
    }
}
