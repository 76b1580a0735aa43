using System.Net;
using Owox.Errors;

namespace Owox.Resources;

/// <summary>Revokes a key whose value cannot be used. It is revoked even if the caller has canceled the operation.</summary>
internal static class UnusableKey
{
    /// <summary>Revokes the key and returns the error for it.</summary>
    /// <param name="reason">The reason of the error.</param>
    /// <param name="noun">What the key is, such as <c>API key</c>.</param>
    /// <param name="name">The name of the key.</param>
    /// <param name="path">The path of the request that created it.</param>
    /// <param name="id">The ID of the key, or null if the response has none.</param>
    /// <param name="revoke">Revokes a key by its ID.</param>
    /// <param name="why">Why it cannot be used.</param>
    public static async Task<OwoxApiException> RevokeAsync(string reason, string noun, string name, string path, string? id, Func<string, Task> revoke, OwoxException why)
    {
        var error = new ApiErrorResponse((int)HttpStatusCode.Created, "POST", path);
        var what = $"The server created the {noun} '{name}', but its response cannot be used: {why.Message}";
        if (id is null)
        {
            return new OwoxApiException(reason, $"{what} The response has no ID, so the key was not revoked. Find it in the list of {noun}s, and revoke it.", error, why);
        }

        try
        {
            await revoke(id).ConfigureAwait(false);
            return new OwoxApiException(reason, $"{what} The key {id} was revoked.", error, why);
        }
        catch (OwoxException e)
        {
            return new OwoxApiException(reason, $"{what} The key {id} could not be revoked. Revoke it manually. {e.Message}", error, why);
        }
    }
}
