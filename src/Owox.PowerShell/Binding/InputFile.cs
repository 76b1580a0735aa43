using System.Management.Automation;
using Owox.Redaction;

namespace Owox.PowerShell.Binding;

/// <summary>
/// Converts the PowerShell path of an input file to a file system path. A relative path is relative to the current location and not to the
/// working directory of the process.
/// </summary>
internal static class InputFile
{
    private const string FileSystem = "FileSystem";

    /// <param name="cmdlet">The cmdlet. Its location is used.</param>
    /// <param name="path">The path; brackets are not wildcards.</param>
    /// <param name="invalid">Creates the error from the reason.</param>
    public static string Resolve(PSCmdlet cmdlet, string path, Func<string, OwoxException> invalid) => Checked(
        path,
        invalid,
        () => (cmdlet.SessionState.Path.GetUnresolvedProviderPathFromPSPath(path, out var provider, out _), provider));

    /// <summary>Returns the files that match a path with wildcards.</summary>
    public static IReadOnlyList<string> ResolveAll(PSCmdlet cmdlet, string path, Func<string, OwoxException> invalid) => Checked(
        path,
        invalid,
        () => (cmdlet.SessionState.Path.GetResolvedProviderPathFromPSPath(path, out var provider), provider));

    private static T Checked<T>(string path, Func<string, OwoxException> invalid, Func<(T Paths, ProviderInfo Provider)> resolve)
    {
        if (path.IndexOf('\0') >= 0)
        {
            throw invalid("its path contains a null character");
        }

        try
        {
            var (paths, provider) = resolve();
            return provider.Name == FileSystem
                ? paths
                : throw invalid($"the path leads to the provider {provider.Name}. Specify a full path of the file system, or change the location with Set-Location");
        }
        catch (Exception e) when (e is SessionStateException or PSArgumentException or NotSupportedException or ArgumentException
            or InvalidOperationException or ProviderInvocationException or IOException or UnauthorizedAccessException)
        {
            throw invalid(ServerTextSanitizer.FromException(e));
        }
    }
}
