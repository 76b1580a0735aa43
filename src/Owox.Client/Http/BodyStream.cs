namespace Owox.Http;

/// <summary>Opens the body of an answer. The older framework's call takes no token; what is slow is reading, not this.</summary>
internal static class BodyStream
{
    public static Task<Stream> OpenAsync(HttpContent content) => content.ReadAsStreamAsync();
}
