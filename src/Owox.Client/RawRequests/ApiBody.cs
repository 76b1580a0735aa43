using System.Text.Json;

namespace Owox.RawRequests;

/// <summary>Rejects a body that the server would reject, before a request is sent.</summary>
internal static class ApiBody
{
    private const string DataMarts = "/api/data-marts/";
    private const string ManualRun = "/manual-run";

    /// <param name="method">The method, for example POST.</param>
    /// <param name="path">The path, without its query.</param>
    /// <param name="json">The body, or null for none.</param>
    /// <exception cref="OwoxConfigurationException">The body cannot be sent with that method to that path.</exception>
    public static void Check(string method, string path, byte[]? json)
    {
        if (json is null)
        {
            if (string.Equals(method, "PATCH", StringComparison.OrdinalIgnoreCase))
            {
                throw new OwoxConfigurationException(
                    ErrorReason.ApiBodyInvalid, "The request has no body: PATCH requires one with the fields to change.")
                {
                    Option = ErrorOption.RequestBody,
                };
            }

            return;
        }

        if (string.Equals(method, "POST", StringComparison.OrdinalIgnoreCase) && StartsRun(path))
        {
            CheckRun(json);
        }
    }

    private static bool StartsRun(string path)
    {
        var plain = Uri.UnescapeDataString(path).TrimEnd('/');
        return plain.StartsWith(DataMarts, StringComparison.OrdinalIgnoreCase)
            && plain.EndsWith(ManualRun, StringComparison.OrdinalIgnoreCase)
            && plain.IndexOf('/', DataMarts.Length) == plain.Length - ManualRun.Length;
    }

    private static void CheckRun(byte[] json)
    {
        using var document = JsonDocument.Parse(json);
        if (document.RootElement.ValueKind == JsonValueKind.Object && document.RootElement.TryGetProperty("payload", out var payload))
        {
            RunPayload.From(payload);
        }
    }
}
