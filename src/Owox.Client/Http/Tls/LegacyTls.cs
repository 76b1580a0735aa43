#if !NET8_0_OR_GREATER
using System.Net;

namespace Owox.Http.Tls;

/// <summary>Enables newer versions of TLS on .NET Framework, which may enable only old versions by default.</summary>
internal static class LegacyTls
{
    // The target framework does not define these members.
    private const SecurityProtocolType SystemDefault = default;
    private const SecurityProtocolType Tls13 = (SecurityProtocolType)12288;

    /// <summary>Adds the newer versions to the protocols of the process. No version is removed.</summary>
    public static void AddNewer()
    {
        // The system selects the version and may support newer ones. Explicit versions would limit its choice.
        if (ServicePointManager.SecurityProtocol == SystemDefault)
        {
            return;
        }

        ServicePointManager.SecurityProtocol |= SecurityProtocolType.Tls12;
        try
        {
            ServicePointManager.SecurityProtocol |= Tls13;
        }
        catch (NotSupportedException)
        {
            // Older versions of .NET Framework do not support the version.
        }
    }
}
#endif
