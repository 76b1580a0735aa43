using System;
using System.Collections.Generic;

namespace Owox.PowerShell.Secrets;

/// <summary>Finds an API key in variables: the whole value, or else its three parts.</summary>
internal static class ApiKeyVariables
{
    public const string Key = "OWOX_API_KEY";
    public const string Origin = "OWOX_API_ORIGIN";
    public const string KeyId = "OWOX_API_KEY_ID";
    public const string KeySecret = "OWOX_API_KEY_SECRET";

    /// <summary>The key, or null when the variables hold none.</summary>
    /// <param name="file">Variables of a file, which give way to those of the process; null for none.</param>
    /// <param name="allowUnencrypted">Takes an http origin.</param>
    public static ApiKey? Find(IReadOnlyDictionary<string, string>? file, bool allowUnencrypted)
    {
        string? Value(string name)
        {
            var value = Environment.GetEnvironmentVariable(name);
            return !string.IsNullOrEmpty(value) ? value : file is not null && file.TryGetValue(name, out var fromFile) ? fromFile : null;
        }

        if (Value(Key) is { } key)
        {
            return ApiKey.Parse(key, allowUnencrypted);
        }

        var (origin, id, secret) = (Value(Origin), Value(KeyId), Value(KeySecret));
        return origin is null && id is null && secret is null ? null : ApiKey.FromParts(origin, id, secret, allowUnencrypted);
    }
}
