# The output of a command as text that is the same against every server, if the server's data is the same.

$ErrorActionPreference = 'Stop'

# What a future server of the sandbox adds to each number, and what it adds to lists and objects.
$Growth = 5000000000
$Added = 'added-later-*'
$AddedNames = 'Id', 'Name', 'EntityId', 'PublicationId', 'UserId'
$Skipped = [System.Collections.Generic.HashSet[string]]::new([string[]] ('AdditionalProperties', 'addedLater', 'addedKind'))
$MaxDepth = 7

# What differs between two servers of the same version: IDs, times, addresses and secrets.
$Masks = [ordered]@{
    '(?i)[0-9a-f]{8}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{12}' = '<id>'
    'owox_key_[\w-]+|pmk_[\w-]+' = '<key>'
    '(127\.0\.0\.1|localhost):\d+' = '<origin>'
    '\d{4}-\d\d-\d\d[T ]\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:?\d\d)?' = '<time>'
}

function ConvertTo-MaskedText([string] $Text) {
    foreach ($pattern in $Masks.Keys) {
        $Text = [regex]::Replace($Text, $pattern, $Masks[$pattern])
    }

    $Text
}

function Test-Added($Item) {
    foreach ($name in $AddedNames) {
        if ($Item.$name -like $Added) {
            return $true
        }
    }

    $false
}

# Adds one line for each value, with its path. Fields that the module does not know are left out.
function Add-Line([System.Collections.Generic.List[string]] $Lines, $Value, [string] $Path, [int] $Depth) {
    if ($null -eq $Value -or $Depth -gt $MaxDepth) {
        $Lines.Add("$Path = $(if ($null -eq $Value) { 'null' })")
        return
    }

    $base = $Value.PSObject.BaseObject
    if ($base -is [string]) {
        $Lines.Add("$Path = '$base'")
    }
    elseif ($base -is [datetime] -or $base -is [System.DateTimeOffset] -or $base -is [timespan]) {
        $Lines.Add("$Path = <time>")
    }
    elseif ($base -is [System.ValueType]) {
        $Lines.Add("$Path = $(if (($base -is [long] -or $base -is [double] -or $base -is [decimal]) -and $base -ge $Growth) { $base - $Growth } else { $base })")
    }
    elseif ($base -is [System.Collections.IDictionary]) {
        foreach ($key in $base.Keys) {
            if (-not $Skipped.Contains($key)) {
                Add-Line $Lines $base[$key] "$Path.$key" ($Depth + 1)
            }
        }
    }
    elseif ($base -is [System.Collections.IEnumerable]) {
        $index = 0
        foreach ($item in $base) {
            if ($item -is [string] -or $item -is [System.ValueType] -or -not (Test-Added $item)) {
                Add-Line $Lines $item "$Path[$index]" ($Depth + 1)
                $index++
            }
        }
    }
    else {
        foreach ($property in $Value.PSObject.Properties) {
            if (-not $Skipped.Contains($property.Name)) {
                Add-Line $Lines $property.Value "$Path.$($property.Name)" ($Depth + 1)
            }
        }
    }
}

function Get-ComparableOutcome($Outcome, [string[]] $Except) {
    <#
    .SYNOPSIS
    Returns how a call of ReadCommands or ChangeCommands ended, as text without the lines that match -Except.
    #>
    if ($Outcome.Failure) {
        return ConvertTo-MaskedText "$($Outcome.Failure.FullyQualifiedErrorId -replace ',.*'): $($Outcome.Failure.Exception.Message)"
    }

    $lines = [System.Collections.Generic.List[string]]::new()
    Add-Line $lines $Outcome.Given '' 0
    $Outcome.Warnings.ForEach({ $lines.Add("WARNING: $($_.Message)") })
    $kept = if ($Except) { $lines -notmatch ($Except -join '|') } else { $lines }
    ConvertTo-MaskedText ($kept -join "`n")
}

Export-ModuleMember -Function Get-ComparableOutcome
