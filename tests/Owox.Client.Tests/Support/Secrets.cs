using Xunit;

namespace Owox.Client.Tests.Support;

/// <summary>The secrets of the tests, and assertions that output does not contain them.</summary>
internal static class Secrets
{
    public const string KeyId = "pmk_TestKey";
    public const string KeySecret = "hush-HUSHMARKS-hush";
    private const string TokenMark = "ACCESSTOKEN";

    public static string Token(int number) => $"{TokenMark}-{number}-{TokenMark}";

    /// <summary>Asserts that neither the text nor the properties of an exception contain a secret.</summary>
    public static void AssertNoneIn(Exception exception)
    {
        AssertNoneIn(exception.ToString());
        if (exception is OwoxApiException api)
        {
            AssertNoneIn(api.ServerMessage);
            AssertNoneIn(api.Code);
            AssertNoneIn(api.RequestId);
            AssertNoneInValue(api.Details);
        }
    }

    public static void AssertNoneIn(string? text)
    {
        Assert.DoesNotContain("HUSHMARKS", text ?? "", StringComparison.Ordinal);
        Assert.DoesNotContain(TokenMark, text ?? "", StringComparison.Ordinal);
    }

    private static void AssertNoneInValue(object? value)
    {
        switch (value)
        {
            case string text:
                AssertNoneIn(text);
                break;
            case IReadOnlyDictionary<string, object?> map:
                foreach (var pair in map)
                {
                    AssertNoneIn(pair.Key);
                    AssertNoneInValue(pair.Value);
                }

                break;
            case object?[] list:
                Array.ForEach(list, AssertNoneInValue);
                break;
        }
    }
}
