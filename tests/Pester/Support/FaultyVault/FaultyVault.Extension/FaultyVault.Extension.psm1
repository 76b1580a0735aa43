# A vault with injected faults. Its folder (the vault parameter Folder) contains the secrets as plain text (store),
# a line for each operation (log.txt) and the pending faults (faults.json). Each fault has these fields:
#   operation, name   the affected operations: wildcards
#   skip, times       how many matching operations succeed first, and how many then fail; times 0 is all
#   kind              throw (text), slow (seconds), run (text), prompt, kill, kill-after, wrong, truncated, forged, retyped, gives (text), many,
#                     hides (lists nothing), drops (text: the names of metadata that are not kept, a wildcard), says (text; stream Error, Warning, Information or StandardError),
#                     echo (text: a script block that receives the new value; stream Error or none)
# Like vaults of cloud providers, the vault allows only letters, digits and hyphens in names, and the name of a removed secret stays
# reserved. The vault parameter AnyName turns both rules off. With NoMetadata the vault stores no metadata.

function Find-Fault([string] $Operation, [string] $Name, [hashtable] $Parameters) {
    Add-Content -LiteralPath (Join-Path $Parameters.Folder 'log.txt') -Value "$Operation $Name"
    $file = Join-Path $Parameters.Folder 'faults.json'
    if (-not (Test-Path -LiteralPath $file)) {
        return
    }

    $faults = @(Get-Content -LiteralPath $file -Raw | ConvertFrom-Json)
    foreach ($fault in $faults) {
        if ($Operation -like $fault.operation -and $Name -like $fault.name) {
            $fault.seen++
            $hits = $fault.seen -gt $fault.skip -and ($fault.times -eq 0 -or $fault.seen -le $fault.skip + $fault.times)
            ConvertTo-Json $faults -Depth 5 | Set-Content -LiteralPath $file
            if ($hits) {
                return $fault
            }
        }
    }
}

# Injects faults that occur before the operation. Returns the fault for those that occur in it or after it.
function Enter-Operation([string] $Operation, [string] $Name, [hashtable] $Parameters) {
    $fault = Find-Fault $Operation $Name $Parameters
    switch ($fault.kind) {
        'throw' { throw $fault.text }
        'slow' { Start-Sleep -Seconds $fault.seconds }
        'says' { Write-Notice $fault.text $fault.stream }
        'run' { $null = & ([scriptblock]::Create($fault.text)) }
        'prompt' { $null = Read-Host 'The password of the vault' }
        'kill' { Stop-CurrentProcess }
    }

    $fault
}

# Writes to a stream. The operation succeeds afterwards.
function Write-Notice([string] $Text, [string] $Stream) {
    switch ($Stream) {
        'Error' { Write-Error $Text }
        'Warning' { Write-Warning $Text }
        'Information' { Write-Information $Text }
        'StandardError' { & sh -c "echo '$Text' >&2" }
    }
}

function Get-ReservedPath([hashtable] $Parameters) {
    Join-Path $Parameters.Folder 'removed.txt'
}

# Checks a name against the rules of the vault.
function Assert-Name([string] $Name, [hashtable] $Parameters, [switch] $ToWrite) {
    if ($Parameters.AnyName) {
        return
    }

    if ($Name -notmatch '^[0-9A-Za-z-]{1,127}$') {
        throw "The name '$Name' is not valid: a name has only letters, digits and hyphens."
    }

    $reserved = Get-ReservedPath $Parameters
    if ($ToWrite -and (Test-Path -LiteralPath $reserved) -and $Name -in (Get-Content -LiteralPath $reserved)) {
        throw "The secret '$Name' was removed, and its name stays reserved for 90 days."
    }
}

# Ends the process without its finally blocks, like a power failure or kill -9.
function Stop-CurrentProcess {
    [System.Diagnostics.Process]::GetCurrentProcess().Kill()
    Start-Sleep -Seconds 30
}

function Get-StorePath([string] $Name, [hashtable] $Parameters) {
    Join-Path $Parameters.Folder "store/$([uri]::EscapeDataString($Name)).json"
}

function ConvertTo-StoredValue($Value) {
    if ($Value -is [securestring]) {
        return @{ type = 'SecureString'; value = [System.Net.NetworkCredential]::new('', $Value).Password }
    }

    if ($Value -is [pscredential]) {
        return @{ type = 'PSCredential'; user = $Value.UserName; value = $Value.GetNetworkCredential().Password }
    }

    if ($Value -is [byte[]]) {
        return @{ type = 'ByteArray'; value = [Convert]::ToBase64String($Value) }
    }

    if ($Value -is [hashtable]) {
        $parts = @{}
        foreach ($key in $Value.Keys) {
            $parts[$key] = ConvertTo-StoredValue $Value[$key]
        }

        return @{ type = 'Hashtable'; value = $parts }
    }

    @{ type = 'String'; value = [string]$Value }
}

function ConvertFrom-StoredValue($Stored) {
    switch ($Stored.type) {
        'SecureString' { return [System.Net.NetworkCredential]::new('', $Stored.value).SecurePassword }
        'PSCredential' { return [pscredential]::new($Stored.user, [System.Net.NetworkCredential]::new('', $Stored.value).SecurePassword) }
        'ByteArray' { return , [Convert]::FromBase64String($Stored.value) }
        'Hashtable' {
            $parts = @{}
            foreach ($part in $Stored.value.PSObject.Properties) {
                $parts[$part.Name] = ConvertFrom-StoredValue $part.Value
            }

            return $parts
        }
    }

    $Stored.value
}

# Returns the key with another secret: the format is valid, and the key does not work. Of another value, the last characters change.
function ConvertTo-ForgedKey([string] $Key) {
    if ($Key -notlike 'owox_key_*') {
        return $Key.Substring(0, $Key.Length - 8) + [guid]::NewGuid().ToString('N').Substring(0, 8)
    }

    $code = $Key.Substring(9).Replace('-', '+').Replace('_', '/')
    $parts = [System.Text.Encoding]::UTF8.GetString([Convert]::FromBase64String($code.PadRight([Math]::Ceiling($code.Length / 4) * 4, '='))) | ConvertFrom-Json
    $parts.apiKeySecret = 'forged-' + [guid]::NewGuid().ToString('N')
    'owox_key_' + [Convert]::ToBase64String([System.Text.Encoding]::UTF8.GetBytes(($parts | ConvertTo-Json -Compress))).TrimEnd('=').Replace('+', '-').Replace('/', '_')
}

function Get-Secret {
    [Diagnostics.CodeAnalysis.SuppressMessageAttribute('PSReviewUnusedParameter', '', Justification = 'A vault must take them.')]
    param([string] $Name, [string] $VaultName, [hashtable] $AdditionalParameters)

    $fault = Enter-Operation 'Get-Secret' $Name $AdditionalParameters
    Assert-Name $Name $AdditionalParameters
    $path = Get-StorePath $Name $AdditionalParameters
    switch ($fault.kind) {
        'gives' { return & ([scriptblock]::Create($fault.text)) }
        'many' { return 'one', 'two' }
        'wrong' { return 'not what was stored' }
    }

    if (Test-Path -LiteralPath $path) {
        $secret = ConvertFrom-StoredValue ((Get-Content -LiteralPath $path -Raw | ConvertFrom-Json).secret)
        Write-Output $secret -NoEnumerate
    }

    if ($fault.kind -eq 'kill-after') {
        Stop-CurrentProcess
    }
}

function Set-Secret {
    [Diagnostics.CodeAnalysis.SuppressMessageAttribute('PSReviewUnusedParameter', '', Justification = 'A vault must take them.')]
    param([string] $Name, [object] $Secret, [string] $VaultName, [hashtable] $AdditionalParameters, [hashtable] $Metadata)

    $fault = Enter-Operation 'Set-Secret' $Name $AdditionalParameters
    Assert-Name $Name $AdditionalParameters -ToWrite
    $stored = ConvertTo-StoredValue $Secret
    if ($fault.kind -eq 'echo') {
        $text = & ([scriptblock]::Create($fault.text)) $stored.value
        if ($fault.stream -eq 'Error') { Write-Error $text } else { throw $text }
    }

    switch ($fault.kind) {
        'wrong' { $stored.value = 'not what was given' }
        'truncated' { $stored.value = $stored.value.Substring(0, [Math]::Min(60, $stored.value.Length)) }
        'forged' { $stored.value = ConvertTo-ForgedKey $stored.value }
        'retyped' { $stored.type = 'SecureString' }
    }

    @{ secret = $stored; metadata = $Metadata } | ConvertTo-Json -Depth 5 |
        Set-Content -LiteralPath (Get-StorePath $Name $AdditionalParameters)
    if ($fault.kind -eq 'kill-after') {
        Stop-CurrentProcess
    }

    $true
}

function Remove-Secret {
    [Diagnostics.CodeAnalysis.SuppressMessageAttribute('PSReviewUnusedParameter', '', Justification = 'A vault must take them.')]
    param([string] $Name, [string] $VaultName, [hashtable] $AdditionalParameters)

    $fault = Enter-Operation 'Remove-Secret' $Name $AdditionalParameters
    Remove-Item -LiteralPath (Get-StorePath $Name $AdditionalParameters)
    Add-Content -LiteralPath (Get-ReservedPath $AdditionalParameters) -Value $Name
    if ($fault.kind -eq 'kill-after') {
        Stop-CurrentProcess
    }

    $true
}

function Get-SecretInfo {
    [Diagnostics.CodeAnalysis.SuppressMessageAttribute('PSReviewUnusedParameter', '', Justification = 'A vault must take them.')]
    param([string] $Filter, [string] $VaultName, [hashtable] $AdditionalParameters)

    $fault = Enter-Operation 'Get-SecretInfo' $Filter $AdditionalParameters
    if ($fault.kind -eq 'hides') {
        return
    }

    foreach ($file in Get-ChildItem -LiteralPath (Join-Path $AdditionalParameters.Folder 'store') -Filter *.json) {
        $name = [uri]::UnescapeDataString($file.BaseName)
        if ($name -like $Filter) {
            $stored = Get-Content -LiteralPath $file.FullName -Raw | ConvertFrom-Json
            $metadata = [System.Collections.Generic.Dictionary[string, object]]::new()
            foreach ($note in $stored.metadata.PSObject.Properties) {
                # ConvertFrom-Json returns dates as DateTime, but they were stored as text.
                $metadata[$note.Name] = if ($note.Value -is [datetime]) { $note.Value.ToUniversalTime().ToString('o') } else { $note.Value }
            }

            [Microsoft.PowerShell.SecretManagement.SecretInformation]::new(
                $name, [Microsoft.PowerShell.SecretManagement.SecretType]$stored.secret.type, $VaultName,
                [System.Collections.ObjectModel.ReadOnlyDictionary[string, object]]::new($metadata))
        }
    }
}

function Set-SecretInfo {
    [Diagnostics.CodeAnalysis.SuppressMessageAttribute('PSReviewUnusedParameter', '', Justification = 'A vault must take them.')]
    param([string] $Name, [hashtable] $Metadata, [string] $VaultName, [hashtable] $AdditionalParameters)

    $fault = Enter-Operation 'Set-SecretInfo' $Name $AdditionalParameters
    if ($AdditionalParameters.NoMetadata) {
        throw 'This vault keeps no metadata.'
    }

    $path = Get-StorePath $Name $AdditionalParameters
    $stored = Get-Content -LiteralPath $path -Raw | ConvertFrom-Json
    if ($fault.kind -eq 'drops') {
        @($Metadata.Keys) -like $fault.text | ForEach-Object { $Metadata.Remove($_) }
    }

    @{ secret = $stored.secret; metadata = $Metadata } | ConvertTo-Json -Depth 5 | Set-Content -LiteralPath $path
    if ($fault.kind -eq 'kill-after') {
        Stop-CurrentProcess
    }
}

function Test-SecretVault {
    [Diagnostics.CodeAnalysis.SuppressMessageAttribute('PSReviewUnusedParameter', '', Justification = 'A vault must take them.')]
    param([string] $VaultName, [hashtable] $AdditionalParameters)

    $true
}
