# The waits of the module under test that are not parameters: ClientTimings and ModuleTimings, whose members describe them.
# A value applies to the entire process, including existing connections, until Stop-OwoxTest. A process that a test starts has
# the defaults, unless its script imports OwoxTest.psm1 and sets others.

# The types of the loaded module, for either build.
function Get-TimingType {
    [System.AppDomain]::CurrentDomain.GetAssemblies() |
        Where-Object { $_.GetName().Name -in 'Owox.Client', 'Owox.PowerShell' } |
        ForEach-Object { $_.GetTypes() } |
        Where-Object Name -In 'ClientTimings', 'ModuleTimings'
}

function Get-CurrentTimingProperty([type] $Type) {
    $Type.GetProperty('Current', [System.Reflection.BindingFlags]'Public, NonPublic, Static')
}

# The names of the waits and their values: (Get-OwoxTestTiming).VaultTimeout
function Get-OwoxTestTiming {
    $all = @{}
    foreach ($type in Get-TimingType) {
        $current = (Get-CurrentTimingProperty $type).GetValue($null)
        foreach ($property in $type.GetProperties([System.Reflection.BindingFlags]'Public, Instance')) {
            $all[$property.Name] = $property.GetValue($current)
        }
    }

    $all
}

# Replaces some of the waits, in seconds or as time spans: Set-OwoxTestTiming @{ RunRecordTimeout = 2; RetryDelay = 0.05 }
function Set-OwoxTestTiming([Parameter(Mandatory)] [hashtable] $Timing) {
    $all = Get-OwoxTestTiming
    foreach ($name in $Timing.Keys) {
        if (-not $all.ContainsKey($name)) {
            throw "There is no wait '$name'. The waits of the module that is loaded are: $(($all.Keys | Sort-Object) -join ', ')."
        }

        $all[$name] = if ($Timing[$name] -is [timespan]) { $Timing[$name] } else { [timespan]::FromSeconds($Timing[$name]) }
    }

    foreach ($type in Get-TimingType) {
        # Waits that are in progress keep the object that they have read.
        $new = [Activator]::CreateInstance($type, $true)
        foreach ($property in $type.GetProperties([System.Reflection.BindingFlags]'Public, Instance')) {
            $property.SetValue($new, $all[$property.Name])
        }

        (Get-CurrentTimingProperty $type).SetValue($null, $new)
    }
}

# Restores the defaults.
function Reset-OwoxTestTiming {
    foreach ($type in Get-TimingType) {
        (Get-CurrentTimingProperty $type).SetValue($null, [Activator]::CreateInstance($type, $true))
    }
}
