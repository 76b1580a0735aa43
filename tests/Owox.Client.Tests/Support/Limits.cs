using System;

namespace Owox.Client.Tests;

/// <summary>Limits that let a test fail rather than hang.</summary>
internal static class Limits
{
    /// <summary>New options at each call: sessions share tokens only where a test wants it.</summary>
    public static OwoxSessionOptions Short => new()
    {
        ConnectTimeout = TimeSpan.FromSeconds(20),
        Timeout = TimeSpan.FromSeconds(20),
        FirstByteTimeout = TimeSpan.FromSeconds(20),
        IdleTimeout = TimeSpan.FromSeconds(20),
    };
}
