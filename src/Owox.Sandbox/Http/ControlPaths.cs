namespace Owox.Sandbox.Http;

/// <summary>The sandbox's own routes: they are not logged and never fail on demand.</summary>
internal static class ControlPaths
{
    public const string Root = "/sandbox";

    public static bool Contains(HttpRequest request) => request.Path.StartsWithSegments(Root, StringComparison.Ordinal);
}
