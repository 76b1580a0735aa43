namespace Owox.Sandbox.Streams;

internal static class NdjsonResponse
{
    public const string ContentType = "application/x-ndjson; charset=utf-8";
    public const string CacheControl = "no-store";
    public const string RunIdHeader = "x-owox-run-id";
}
