# Dot-sourced by the cases of other tools. Requests the stream of rows without the module.
$Headers = @{ 'x-owox-authorization' = "Bearer $env:BENCH_TOKEN"; 'x-owox-api-key-id' = $env:BENCH_KEY_ID }

function Open-RowStream([string] $Uri) {
    $client = [Net.Http.HttpClient]::new()
    foreach ($name in $Headers.Keys) {
        $client.DefaultRequestHeaders.Add($name, $Headers[$name])
    }

    $response = $client.GetAsync($Uri, [Net.Http.HttpCompletionOption]::ResponseHeadersRead).GetAwaiter().GetResult()
    $null = $response.EnsureSuccessStatusCode()
    [IO.StreamReader]::new($response.Content.ReadAsStreamAsync().GetAwaiter().GetResult())
}
