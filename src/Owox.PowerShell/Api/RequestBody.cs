using System.Text.Json;
using Owox.PowerShell.Json;

namespace Owox.PowerShell.Api;

/// <summary>The body of a request as JSON.</summary>
internal static class RequestBody
{
    /// <exception cref="OwoxConfigurationException">The value has no form in JSON. Nothing was sent.</exception>
    public static byte[] Serialize(object? body)
    {
        try
        {
            return PSObjectJsonWriter.Serialize(body);
        }
        catch (JsonException e)
        {
            throw Invalid(e.LineNumber is null ? e.Message : $"the text is not JSON (line {e.LineNumber + 1}, byte {e.BytePositionInLine})", e);
        }
    }

    public static OwoxConfigurationException Invalid(string what, Exception? inner = null) => new(
        ErrorReason.ApiBodyInvalid, $"The body cannot be sent: {what}. Specify a hashtable, an object, an array, or JSON text.", inner);
}
