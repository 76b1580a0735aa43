# Sessions in this process: a new runspace, with another time zone, culture or environment where the test needs it.

# Runs a script in a new runspace that has imported the module. Returns its output and its errors as text, like Invoke-FreshShell.
# Environment variables, the time zone and the default culture apply to the entire process until the script ends.
function Invoke-InRunspace([string] $Script, [hashtable] $Environment = @{}, [string] $TimeZone, [string] $Culture = '') {
    $variables = $Environment + $(if ($TimeZone) { @{ TZ = $TimeZone } } else { @{} })
    $before = @{}
    $default = [cultureinfo]::GetCultureInfo($Culture)
    $cultures = Set-Culture @{ Current = $default; CurrentUI = $default; DefaultThread = $default; DefaultThreadUI = $default }
    $shell = [powershell]::Create()
    try {
        foreach ($name in $variables.Keys) {
            $before[$name] = [Environment]::GetEnvironmentVariable($name)
            [Environment]::SetEnvironmentVariable($name, $variables[$name])
        }

        [System.TimeZoneInfo]::ClearCachedData()
        $output = $shell.AddScript("Import-Module `$env:OWOX_TEST_MODULE`n$Script").Invoke()
        [pscustomobject]@{ Output = $output -join "`n"; Errors = $shell.Streams.Error -join "`n" }
    }
    finally {
        $shell.Dispose()
        foreach ($name in $before.Keys) {
            # Without a value, PowerShell would set an empty one, and an empty TZ is another zone than none.
            $value = if ($null -eq $before[$name]) { [NullString]::Value } else { $before[$name] }
            [Environment]::SetEnvironmentVariable($name, $value)
        }

        [System.TimeZoneInfo]::ClearCachedData()
        $null = Set-Culture $cultures
    }
}
