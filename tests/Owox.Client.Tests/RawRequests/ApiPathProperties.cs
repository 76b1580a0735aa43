using FsCheck;
using FsCheck.Fluent;
using Owox.RawRequests;
using Xunit;

namespace Owox.Client.Tests.RawRequests;

/// <summary>An allowed path stays below /api/ of its origin, even if it is decoded more than once.</summary>
public sealed class ApiPathProperties
{
    // Almost all longer lists are rejected.
    private const int MaxParts = 20;

    private const int Cases = 20_000;

    private static readonly Uri Origin = new("https://app.example.com/");

    private static readonly string[] Pieces =
        ["/", "//", "api", "/api/", ".", "..", "%2e", "%2E", "%2f", "%5c", "\\", "%25", "%", "2", "e", "f", ";", "?", "#", "@", ":", "a", "x=1", "&", " ", "\n", "evil.example", "https:", "ä", "%c0%af", "\0", "[", "~"];

    [Fact]
    public void An_allowed_path_stays_below_the_API()
    {
        var paths = Gen.Elements(Pieces).ListOf().Select(static parts => "/api/" + string.Concat(parts));
        Prop.ForAll(Arb.From(paths), StaysBelowApi).Check(Config.QuickThrowOnFailure.WithMaxTest(Cases).WithEndSize(MaxParts));
    }

    [Fact]
    public void Some_paths_are_allowed_and_some_are_rejected()
    {
        var paths = Gen.Sample(Gen.Elements(Pieces).ListOf().Select(static parts => "/api/" + string.Concat(parts)), Cases / 4, 4).ToArray();
        Assert.InRange(paths.Count(static path => Allowed(path) is not null), 1, paths.Length - 1);
    }

    private static bool StaysBelowApi(string input)
    {
        if (Allowed(input) is not { } path)
        {
            return true;
        }

        var address = new Uri(Origin, path);
        var decoded = address.AbsolutePath;
        for (var i = 0; i < 3; i++)
        {
            decoded = Uri.UnescapeDataString(decoded);
        }

        return address.Host == Origin.Host && address.Scheme == Origin.Scheme && address.UserInfo.Length == 0 && address.Fragment.Length == 0
            && path.Length <= ApiPath.MaxLength
            && decoded.StartsWith("/api/", StringComparison.Ordinal) && !decoded.Contains("//", StringComparison.Ordinal)
            && !decoded.Split('/').Any(static part => part.Split(';')[0] is "." or "..")
            && !decoded.Any(static c => c is '\\' or < ' ' or > '~');
    }

    private static string? Allowed(string path)
    {
        try
        {
            return ApiPath.Check(path);
        }
        catch (OwoxConfigurationException e)
        {
            Assert.Equal(ErrorReason.ApiPathInvalid, e.Reason);
            return null;
        }
    }
}
