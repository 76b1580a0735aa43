using System.Runtime.InteropServices;

namespace Owox.PowerShell.Connections;

/// <summary>How the server's log names this module.</summary>
internal static class UserAgent
{
    public static string Create(Version engine)
    {
        var module = typeof(UserAgent).Assembly.GetName().Version!.ToString(3);
        return $"Owox.PowerShell/{module} (PowerShell {engine}; {RuntimeInformation.OSDescription.Trim()})";
    }
}
