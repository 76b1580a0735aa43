using System.Globalization;
using System.Text;

namespace Owox.Client.Tests.Servers;

/// <summary>Responds to one request.</summary>
internal delegate Task Reply(ServerConnection connection, ReceivedRequest request);

/// <summary>The responses that tests use.</summary>
internal static class Replies
{
    public static Reply Json(string body, int status = 200, params string[] headers) =>
        Text(status, "application/json; charset=utf-8", body, headers);

    public static Reply Text(int status, string type, string body, params string[] headers) =>
        (connection, _) => connection.SendAsync(CreateResponse(status, Encoding.UTF8.GetBytes(body), [$"Content-Type: {type}", .. headers]));

    public static Reply Empty(int status, params string[] headers) => (connection, _) => connection.SendAsync(CreateResponse(status, [], headers));

    public static Reply Bytes(int status, byte[] body, params string[] headers) =>
        (connection, _) => connection.SendAsync(CreateResponse(status, body, headers));

    /// <summary>Sends the unchanged text and closes the connection normally.</summary>
    public static Reply Raw(string text) => async (connection, _) =>
    {
        await connection.SendAsync(text);
        connection.Close();
    };

    /// <summary>Resets the connection without a response.</summary>
    public static Reply Reset { get; } = (connection, _) =>
    {
        connection.Reset();
        return Task.CompletedTask;
    };

    /// <summary>Never responds.</summary>
    public static Reply NoResponse { get; } = (connection, _) => connection.WaitForCloseAsync();

    /// <summary>A complete row stream.</summary>
    public static Reply Rows(string? runId, params string[] lines) => async (connection, _) =>
        await connection.SendAsync(RowsHead(runId) + Chunk(string.Concat(lines.Select(static line => line + "\n"))) + "0\r\n\r\n");

    public static string RowsHead(string? runId, string? framing = "Transfer-Encoding: chunked") =>
        "HTTP/1.1 200 OK\r\nContent-Type: application/x-ndjson; charset=utf-8\r\n"
        + (runId is null ? "" : $"x-owox-run-id: {runId}\r\n")
        + (framing is null ? "" : framing + "\r\n")
        + "\r\n";

    /// <summary>One chunk of a chunked body. Empty text returns an empty string, because an empty chunk would end the body.</summary>
    public static string Chunk(string text) =>
        text.Length == 0 ? "" : Encoding.UTF8.GetByteCount(text).ToString("x", CultureInfo.InvariantCulture) + "\r\n" + text + "\r\n";

    private static byte[] CreateResponse(int status, byte[] body, string[] headers)
    {
        var lines = string.Concat(headers.Select(static h => h + "\r\n"));
        var head = $"HTTP/1.1 {status} Any\r\nContent-Length: {body.Length}\r\n{lines}\r\n";
        return [.. Encoding.UTF8.GetBytes(head), .. body];
    }
}
