using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Owox.Rows;

/// <summary>What stands before a value in a row, as the server writes it.</summary>
internal static class NamePrefix
{
    /// <summary>A brace or comma, the name in quotes, a colon.</summary>
    public static byte[] Create(string name, bool isFirst)
    {
        var text = JsonEncodedText.Encode(name, JavaScriptEncoder.UnsafeRelaxedJsonEscaping);
        return Encoding.UTF8.GetBytes($"{(isFirst ? '{' : ',')}\"{text}\":");
    }
}
