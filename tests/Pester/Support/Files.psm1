# Functions for the tests of files.

$ErrorActionPreference = 'Stop'

Import-Module (Join-Path $PSScriptRoot 'OwoxTest.psm1')

# Creates an empty temporary folder.
function New-Folder {
    (New-Item -ItemType Directory -Path (Join-Path ([System.IO.Path]::GetTempPath()) "owox-files-$([guid]::NewGuid().ToString('N'))")).FullName
}

# The names of all files and folders in a folder, including hidden ones.
function Get-Name([string] $Folder) {
    [System.IO.Directory]::GetFileSystemEntries($Folder) | ForEach-Object { [System.IO.Path]::GetFileName($_) } | Sort-Object
}

# The text of a file, decompressed if necessary.
function Get-Text([string] $Path) {
    [System.Text.Encoding]::UTF8.GetString((Get-Byte $Path))
}

function Get-Byte([string] $Path) {
    $bytes = [System.IO.File]::ReadAllBytes($Path)
    if ($bytes.Count -gt 1 -and $bytes[0] -eq 0x1F -and $bytes[1] -eq 0x8B) {
        $source = [System.IO.MemoryStream]::new($bytes)
        $gzip = [System.IO.Compression.GZipStream]::new($source, [System.IO.Compression.CompressionMode]::Decompress)
        $target = [System.IO.MemoryStream]::new()
        $gzip.CopyTo($target)
        $bytes = $target.ToArray()
    }

    , $bytes
}

# Creates a file that the test must not change.
function New-ExistingFile([string] $Path) {
    [System.IO.File]::WriteAllText($Path, "what was here before`n")
}

function Assert-ExistingFile([string] $Path) {
    [System.IO.File]::ReadAllText($Path) | Should -BeExactly "what was here before`n"
}

# Whether text of a CSV file represents the same value as a property of a row object.
function Test-SameValue([string] $Text, $Value) {
    $invariant = [cultureinfo]::InvariantCulture
    if ($null -eq $Value) { return $Text -ceq '' }
    if ($Value -is [string]) { return $Text -ceq $Value }
    if ($Value -is [bool]) { return $Text -ceq $(if ($Value) { 'true' } else { 'false' }) }
    if ($Value -is [double]) { return [double]::Parse($Text, $invariant).ToString('R', $invariant) -ceq $Value.ToString('R', $invariant) }
    if ($Value -is [long] -or $Value -is [decimal] -or $Value -is [bigint]) { return $Text -ceq $Value.ToString($invariant) }
    $json = ConvertTo-Json -InputObject $Value -Depth 9 -Compress
    $json -ceq (ConvertTo-Json -InputObject (ConvertFrom-JsonText $Text) -Depth 9 -Compress)
}

# The lines of a data mart as the server sends them, requested without the module.
function Get-ServerStream([string] $Id) {
    $part = Get-KeyPart $Sandbox.apiKey
    $token = (Invoke-RestMethod "$($Sandbox.origin)/api/auth/api-keys/exchange" -Method Post -ContentType application/json -Headers @{ 'X-OWOX-Api-Key-Id' = $part.apiKeyId } -Body (@{ apiKeySecret = $part.apiKeySecret } | ConvertTo-Json)).accessToken
    $headers = @{ 'X-OWOX-Api-Key-Id' = $part.apiKeyId; 'x-owox-authorization' = "Bearer $token" }
    $answer = Invoke-WebRequest "$($Sandbox.origin)/api/external/http-data/data-marts/$Id.ndjson" -Headers $headers
    , $answer.RawContentStream.ToArray()
}

# The values of a data mart as the server sends them, as text: one dictionary for each row. A JSON value is its own text.
function Get-ServerText([string] $Id) {
    foreach ($line in [System.Text.Encoding]::UTF8.GetString((Get-ServerStream $Id)).Split("`n").Where({ $_ })) {
        $texts = [System.Collections.Generic.Dictionary[string, object]]::new()
        foreach ($property in [System.Text.Json.JsonDocument]::Parse($line).RootElement.EnumerateObject()) {
            $texts[$property.Name] = switch ($property.Value.ValueKind) { 'Null' { $null } 'String' { $property.Value.GetString() } default { $property.Value.GetRawText() } }
        }

        $texts
    }
}

# The process of tests/Owox.FileReaders, which reads files with libraries that did not write them. It ends with this session.
$FileReader = $null

function Start-FileReader {
    $built = Get-ChildItem (Join-Path $RepositoryFolder 'tests/Owox.FileReaders/bin/*/net10.0/Owox.FileReaders.dll') | Sort-Object LastWriteTime | Select-Object -Last 1
    $start = [System.Diagnostics.ProcessStartInfo]::new('dotnet', "$(ConvertTo-QuotedArgument $built.FullName) --serve")
    $start.UseShellExecute = $false
    $start.RedirectStandardInput = $start.RedirectStandardOutput = $true
    [System.Diagnostics.Process]::Start($start)
}

# Runs the file reader with these arguments, and returns its objects.
function Invoke-FileReader([string[]] $Argument) {
    if (-not $script:FileReader -or $script:FileReader.HasExited) {
        $script:FileReader = Start-FileReader
    }

    $script:FileReader.StandardInput.WriteLine([Convert]::ToBase64String([System.Text.Encoding]::UTF8.GetBytes((ConvertTo-Json @($Argument) -Compress))))
    $script:FileReader.StandardInput.Flush()
    $line = $script:FileReader.StandardOutput.ReadLine()
    $line | Should -Not -BeNullOrEmpty -Because "the reader must respond: $Argument"
    $response = $line | ConvertFrom-Json
    $response.error | Should -BeNullOrEmpty -Because "the reader must succeed: $Argument"
    $response.lines | ForEach-Object { , (ConvertFrom-JsonText $_) }
}

# Converts JSON to objects: an array remains one object, and times remain text.
$JsonOptions = @{}
foreach ($option in @{ NoEnumerate = $true; DateKind = 'String' }.GetEnumerator()) {
    # Windows PowerShell lacks the parameters and does this by default.
    if ((Get-Command ConvertFrom-Json).Parameters.ContainsKey($option.Key)) { $JsonOptions[$option.Key] = $option.Value }
}

function ConvertFrom-JsonText([string] $Json) {
    , (ConvertFrom-Json $Json @JsonOptions)
}

# The content of each file.
function Read-FileContent([string[]] $Path) {
    Invoke-FileReader $Path
}

# The number of rows in a CSV file, a workbook or a Parquet file, which can have another extension than its format.
function Get-RowCount([string] $Path, [string] $Format = [System.IO.Path]::GetExtension($Path)) {
    switch ($Format.TrimStart('.')) {
        'csv' { @(Get-Text $Path | ConvertFrom-Csv).Count }
        'xlsx' { (Read-FileContent $Path).Sheets[0].OpenXml.Count - 1 }
        'parquet' { (Read-FileContent $Path).DuckDb.Count }
    }
}

# Creates a connected runspace in this process.
function New-Shell {
    $shell = [powershell]::Create()
    $null = $shell.AddScript('param($module, $key) Import-Module $module; Connect-OwoxDataMarts -ApiKey $key').AddArgument($env:OWOX_TEST_MODULE).AddArgument((ConvertTo-Secret $Sandbox.apiKey)).Invoke()
    $shell.HadErrors | Should -BeFalse -Because "$($shell.Streams.Error)"
    $shell
}

# Starts a script in a shell.
function Start-InShell($Shell, [string] $Script, [object[]] $Argument) {
    $Shell.Commands.Clear()
    $null = $Shell.AddScript($Script)
    foreach ($value in $Argument) { $null = $Shell.AddArgument($value) }
    $Shell.BeginInvoke()
}

# Waits until a condition is true.
function Wait-Until([scriptblock] $Condition, [double] $Seconds = 30) {
    $watch = [System.Diagnostics.Stopwatch]::StartNew()
    while (-not (& $Condition)) {
        $watch.Elapsed.TotalSeconds | Should -BeLessThan $Seconds -Because "the test waits for this condition: $Condition"
        Start-Sleep -Milliseconds 20
    }
}

# Creates two data marts, where the title of one is a wildcard pattern that matches the other. Returns their IDs.
function New-BracketDataMart([string] $Name = 'Orders') {
    foreach ($title in "$Name U", "$Name [EU]") {
        $data = @{ title = $title; columns = @(@{ name = 'note'; type = 'STRING' }); rows = @(, @($title)) }
        (Invoke-RestMethod "$($Sandbox.origin)/sandbox/data-marts" -Method Post -ContentType application/json -Body ($data | ConvertTo-Json -Depth 5)).id
    }
}

# Whether the tests can mount file systems.
function Test-CanMount {
    $IsLinux -and (& id -u) -eq '0' -and [bool](Get-Command mount -CommandType Application -ErrorAction Ignore)
}

Export-ModuleMember -Function *
