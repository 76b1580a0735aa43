#if !NET8_0_OR_GREATER
using System.Net;

namespace Owox.Http.Tls;

/// <summary>Lets .NET Framework speak the newer versions of TLS, for it may begin with old ones only.</summary>
internal static class LegacyTls
{
    // What this is built against has no names for these.
    private const SecurityProtocolType ChoiceOfTheSystem = default;
    private const SecurityProtocolType Tls13 = (SecurityProtocolType)12288;

    /// <summary>Adds them to what the process speaks; nothing is taken away.</summary>
    public static void AddNewer()
    {
        // The system chooses the newest, and may gain newer ones: adding would narrow its choice.
        if (ServicePointManager.SecurityProtocol == ChoiceOfTheSystem)
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
            // Older versions of the framework do not know it.
        }
    }
}
#endif
