using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Owox.Sandbox;

namespace Owox.Bench;

/// <summary>The sandbox in a separate process, so that its CPU time and memory are not measured.</summary>
internal sealed class Sandbox : IDisposable
{
    private readonly Process _process;

    private Sandbox(Process process, SandboxInfo info)
    {
        (_process, Info) = (process, info);
        (KeyId, Secret) = Parts(info.ApiKey);
    }

    public SandboxInfo Info { get; }

    /// <summary>The access token for the other tools. It is valid for the entire run.</summary>
    public string Token { get; private set; } = "";

    public string KeyId { get; }

    private string Secret { get; }

    public static async Task<Sandbox> StartAsync(long rows)
    {
        var start = new ProcessStartInfo("dotnet") { UseShellExecute = false, RedirectStandardInput = true, RedirectStandardOutput = true };
        foreach (var argument in (string[])[typeof(SandboxServer).Assembly.Location, "--token-lifetime", "1.00:00:00", "--rows", rows.ToString(CultureInfo.InvariantCulture)])
        {
            start.ArgumentList.Add(argument);
        }

        var process = Process.Start(start)!;
        var line = await process.StandardOutput.ReadLineAsync() ?? throw new InvalidOperationException("The sandbox did not start.");
        var sandbox = new Sandbox(process, JsonSerializer.Deserialize<SandboxInfo>(line, JsonSerializerOptions.Web)!);
        sandbox.Token = await sandbox.ExchangeAsync();
        return sandbox;
    }

    public string Uri(string shape, long rows) => string.Create(
        CultureInfo.InvariantCulture, $"{Info.Origin}/api/external/http-data/data-marts/{Info.DataMarts[shape]}.ndjson?limit={rows}");

    public void Dispose()
    {
        // The sandbox stops when its standard input is closed.
        _process.StandardInput.Close();
        _process.WaitForExit(TimeSpan.FromSeconds(10));
        _process.Dispose();
    }

    private async Task<string> ExchangeAsync()
    {
        using var http = new HttpClient { BaseAddress = new Uri(Info.Origin) };
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/auth/api-keys/exchange")
        {
            Headers = { { "X-OWOX-Api-Key-Id", KeyId } },
            Content = JsonContent.Create(new Dictionary<string, string>(StringComparer.Ordinal) { ["apiKeySecret"] = Secret }),
        };
        using var response = await http.SendAsync(request);
        response.EnsureSuccessStatusCode();
        return (await response.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("accessToken").GetString()!;
    }

    private static (string Id, string Secret) Parts(string apiKey)
    {
        var text = apiKey["owox_key_".Length..].Replace('-', '+').Replace('_', '/');
        var json = JsonSerializer.Deserialize<JsonElement>(Encoding.UTF8.GetString(Convert.FromBase64String(text + new string('=', (4 - (text.Length % 4)) % 4))));
        return (json.GetProperty("apiKeyId").GetString()!, json.GetProperty("apiKeySecret").GetString()!);
    }
}
