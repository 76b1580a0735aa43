# Calls of every cmdlet that fail, for ErrorAction.Tests.ps1, which runs this file and defines the variables of the calls. Each call passes @with to
# the cmdlet.

# Calls with two items: the first one fails, and the second one succeeds. Properties: call; before: runs before it; count: the number of
# objects of the second item, -1 for at least one; early: the number of objects that precede the error, also 'all'; later: returns the requests
# and files of the second item; alone: a call with only the item that fails, for cmdlets that then end unless -ErrorAction is specified.
function Get-FailingCall {
    $missing = @{ id = 'Owox.NotFound'; category = 'ObjectNotFound'; type = 'Owox.OwoxNotFoundException'; says = 'not found' }
    $unmatched = @{ id = 'Owox.NotFound'; category = 'ObjectNotFound'; type = 'System.Management.Automation.ItemNotFoundException'; says = 'no' }
    $untitled = @{ id = 'Owox.NotFound'; category = 'ObjectNotFound'; type = 'Owox.OwoxNotFoundException'; says = "'nothing'" }
    $unlisted = @{ id = 'Owox.NotFound'; category = 'ObjectNotFound'; type = 'Owox.OwoxNotFoundException'; says = 'There is no' }
    $denied = @{ id = 'Owox.Forbidden'; category = 'PermissionDenied'; type = 'Owox.OwoxPermissionException'; says = 'no access' }
    $rejected = @{ id = 'Owox.SecretRejected'; category = 'AuthenticationError'; type = 'Owox.OwoxApiException'; says = 'rejected' }
    $noKey = @{ id = 'Owox.RotationNotPossible'; category = 'InvalidOperation'; type = 'Owox.PowerShell.OwoxVaultException'; says = "'nothing'" }

    @{ name = 'Get-OwoxStorage'; call = { Get-OwoxStorage -Id $none, $storage @with }; later = { Get-SandboxRequest "*$storage" } } + $missing
    @{ name = 'Get-OwoxStorage'; how = ' by title'; call = { Get-OwoxStorage nothing, $storageTitle @with }; early = 'all' } + $unmatched
    @{ name = 'Get-OwoxDestination'; call = { Get-OwoxDestination -Id $none, $looker @with }; later = { Get-SandboxRequest "*$looker" } } + $missing
    @{ name = 'Get-OwoxDataMart'; call = { Get-OwoxDataMart -Id $none, $orders @with }; later = { Get-SandboxRequest "*$orders" } } + $missing
    @{ name = 'Get-OwoxContext'; call = { Get-OwoxContext -Id $none, $context @with } } + $unmatched
    @{ name = 'Get-OwoxDataMartColumn'; call = { Get-OwoxDataMartColumn $none, $orders date @with }; later = { Get-SandboxRequest "*$orders*" } } + $missing
    @{ name = 'Get-OwoxInsightTemplate'; call = { Get-OwoxInsightTemplate -Id $none, $template @with }; later = { Get-SandboxRequest "*$template" } } + $unmatched
    @{ name = 'Get-OwoxRelationship'; call = { Get-OwoxRelationship $none, $orders @with }; count = -1; later = { Get-SandboxRequest "*$orders*" } } + $missing
    @{ name = 'Get-OwoxReport'; call = { Get-OwoxReport -Id $none, $report @with }; later = { Get-SandboxRequest "*$report" } } + $missing
    @{ name = 'Get-OwoxReport'; how = ' of data marts'; call = { Get-OwoxReport -DataMartId nothing, $orders @with }; count = -1; later = { Get-SandboxRequest "*$orders" } } + $untitled
    @{ name = 'Get-OwoxTrigger'; call = { Get-OwoxTrigger $none, $scheduled @with }; count = -1; later = { Get-SandboxRequest "*$scheduled*" }; alone = { Get-OwoxTrigger $none @with } } + $missing
    @{ name = 'Find-OwoxItem'; call = { 'customers', 'orders' | Find-OwoxItem -First 1 @with }; before = { Add-Fault 'GET /api/search' status $deny }; later = { Get-SandboxRequest /api/search | Select-Object -Skip 1 } } + $denied
    @{ name = 'Get-OwoxRun'; call = { Get-OwoxRun -Id $none, $succeeded.Id -DataMartId $succeeded.DataMartId @with }; later = { Get-SandboxRequest "*$($succeeded.Id)" } } + $missing
    @{ name = 'Get-OwoxRun'; how = ' of data marts'; call = { Get-OwoxRun nothing, $succeeded.DataMartId -First 1 @with }; later = { Get-SandboxRequest "*$($succeeded.DataMartId)*" }; alone = { Get-OwoxRun nothing @with } } + $untitled
    @{ name = 'Wait-OwoxRun'; call = { $failed, $succeeded | Wait-OwoxRun @with }; early = -2; id = 'Owox.RunFailed'; category = 'InvalidResult'; type = 'Owox.OwoxRunFailedException'; says = 'ended with the status FAILED' }
    @{ name = 'Get-OwoxDataQuality'; call = { Get-OwoxDataQuality nothing, $orders @with }; alone = { Get-OwoxDataQuality nothing @with } } + $untitled
    @{ name = 'Start-OwoxRun'; before = { Reset-Change; Clear-Sandbox }; call = { Start-OwoxRun $none, $connector @with }; later = { Get-SandboxRequest "*$connector*" POST }; alone = { Start-OwoxRun $none @with } } + $missing
    @{ name = 'Stop-OwoxRun'; before = { Reset-Change; $active = Start-OwoxRun $connector; Clear-Sandbox }; call = { Stop-OwoxRun $none, $active.Id -DataMartId $connector -PassThru @with }; later = { Get-SandboxRequest "*$($active.Id)*" }; alone = { Stop-OwoxRun $none -DataMartId $connector @with } } + $missing
    @{ name = 'Export-OwoxDataMart'; call = { Export-OwoxDataMart $none, $orders -Limit 1 @with }; later = { Get-SandboxRequest "*$orders*" }; alone = { Export-OwoxDataMart $none @with } } + $missing
    @{ name = 'Export-OwoxDataMart'; how = ' to a file'; before = { Remove-Item $file -ErrorAction Ignore }; call = { $none, $orders | Export-OwoxDataMart -Path $file -Append -Limit 1 @with }; later = { Get-SandboxRequest "*$orders*"; Get-Item $file -ErrorAction Ignore } } + $missing
    @{ name = 'Export-OwoxDataMart'; how = ' to a folder'; before = { Remove-Item $folder -Recurse -ErrorAction Ignore }; call = { Export-OwoxDataMart $none, $orders -Directory $folder -ThrottleLimit 1 -Limit 1 @with }; later = { Get-SandboxRequest "*$orders*"; Get-ChildItem $folder -Force -ErrorAction Ignore } } + $missing
    @{ name = 'Export-OwoxReport'; call = { Export-OwoxReport $none, $report -Limit 1 @with }; later = { Get-SandboxRequest "*$report*" }; alone = { Export-OwoxReport $none @with } } + $missing
    @{ name = 'Get-OwoxPluginPublication'; call = { Get-OwoxPluginPublication -Id $none, $publication @with } } + $unlisted
    foreach ($verb in 'Publish', 'Update', 'Suspend', 'Resume', 'Unpublish') {
        $scope = if ($verb -in 'Publish', 'Unpublish') { ' -Scope member' }
        $text = "$verb-OwoxPlugin ITEMS$scope -Confirm:`$false @with"
        @{
            name = "$verb-OwoxPlugin"; call = [scriptblock]::Create($text.Replace('ITEMS', 'acme/none, acme/b')); alone = [scriptblock]::Create($text.Replace('ITEMS', 'acme/none'))
            before = { $null = Publish-OwoxPlugin acme/b member; Clear-Sandbox; Add-Fault 'POST /api/plugins/*' status $deny }; later = { Get-SandboxRequest '/api/plugins/*' POST | Select-Object -Skip 1 }
        } + $denied
    }
    @{ name = 'Get-OwoxCredential'; call = { Get-OwoxCredential -Id $none, $credential @with }; later = { Get-SandboxRequest "*$credential" } } + $missing
    @{ name = 'Test-OwoxCredential'; call = { Test-OwoxCredential $none, $credential @with }; later = { Get-SandboxRequest "*$credential*" }; alone = { Test-OwoxCredential $none @with } } + $missing
    @{ name = 'Set-OwoxCredential'; call = { Set-OwoxCredential $none, $credential -Title changed -PassThru @with }; later = { Get-SandboxRequest "*$credential*" }; alone = { Set-OwoxCredential $none -Title x @with } } + $missing
    @{ name = 'Remove-OwoxCredential'; count = 0; before = { $removed = (New-OwoxCredential removed openai -Secret $valid -Force).Id; Clear-Sandbox }; call = { Remove-OwoxCredential $none, $removed -Force @with }; later = { Get-SandboxRequest "*$removed" }; alone = { Remove-OwoxCredential $none -Force @with } } + $missing
    @{ name = 'New-OwoxCredential'; call = { $invalid, $valid | New-OwoxCredential new openai -Force @with }; count = 2; early = 1; later = { Get-SandboxRequest /api/credentials POST | Select-Object -Skip 1 } } + $rejected
    @{ name = 'Get-OwoxSecretReport'; call = { Get-OwoxSecretReport -Kind ApiKey, Credential -Connection key @with }; count = -1; later = { Get-SandboxRequest /api/credentials }; id = 'Owox.ApiKeyCannotManageKeys'; category = 'PermissionDenied'; type = 'Owox.OwoxConfigurationException'; says = 'does not allow API keys' }
    foreach ($kind in 'ApiKey', 'LicenseKey') {
        $path = if ($kind -eq 'ApiKey') { '/api/project-member-api-keys' } else { '/api/license-keys' }
        $create = [scriptblock]::Create("Set-RotationKind $kind; `$key = New-RotationKey job; Clear-Sandbox")
        $ofKey = [scriptblock]::Create("Get-SandboxRequest `"$path/`$(`$key.Id)`"")
        @{ name = "Get-Owox$kind"; before = $create; call = [scriptblock]::Create("Get-Owox$kind -Id nothing, `$key.Id @with") } + $unmatched
        @{ name = "Rename-Owox$kind"; before = $create; call = [scriptblock]::Create("`$none, `$key.Id | Rename-Owox$kind -NewName renamed -Force -PassThru @with"); later = $ofKey } + $missing
        @{ name = "Revoke-Owox$kind"; before = $create; count = 0; call = [scriptblock]::Create("Revoke-Owox$kind `$none, `$key.Id -Force @with"); later = $ofKey } + $missing
        @{ name = "Invoke-Owox${kind}Rotation"; vault = $true; before = [scriptblock]::Create("Set-RotationKind $kind; `$key = Reset-Rotation"); call = [scriptblock]::Create("'nothing', 'owox' | Invoke-Owox${kind}Rotation -Vault Faulty -Force @with"); later = [scriptblock]::Create("Get-SandboxRequest $path POST; Get-VaultLog 'Set-*'") } + $noKey
    }
    @{ name = 'Find-OwoxStaleApiKey'; call = { Find-OwoxStaleApiKey nothing, * -UnusedFor 1.00:00 @with }; count = -1; early = 'all' } + $unmatched
    @{ name = 'Reset-OwoxDestinationSecret'; vault = $true; before = { Clear-VaultFault }; call = { $mail, $looker | Reset-OwoxDestinationSecret -SecretName looker -Vault Faulty -Force @with }; later = { Get-SandboxRequest "*$looker*"; Get-VaultLog 'Set-*' }; id = 'Owox.DestinationHasNoSecret'; category = 'InvalidArgument'; type = 'Owox.OwoxConfigurationException'; says = 'has no secret key' }
    @{ name = 'Get-OwoxConnection'; call = { Get-OwoxConnection nothing, key @with }; id = 'Owox.NotConnected'; category = 'InvalidArgument'; type = 'Owox.OwoxConfigurationException'; says = "'nothing'" }
    @{ name = 'Get-OwoxAuditEvent'; call = { Get-OwoxAuditEvent $log @with }; id = 'Owox.FileReadFailed'; category = 'ReadError'; type = 'Owox.OwoxFileException'; says = 'Line 1' }
    @{ name = 'ConvertTo-OwoxHtml'; call = { ConvertTo-OwoxHtml -LiteralPath $log/none.md, $log @with }; later = { Get-SandboxRequest '/api/markdown/*' }; id = 'Owox.FileReadFailed'; category = 'ReadError'; type = 'Owox.OwoxFileException'; says = 'none.md' }
}

# Calls of the other cmdlets, whose errors always end the command. The server fails.
function Get-TerminatingCall {
    @{ name = 'Connect-OwoxDataMarts'; call = { Connect-Sandbox -With ($with + @{ Name = 'x' }) }; id = 'Owox.ServerError' }
    @{ name = 'Disconnect-OwoxDataMarts'; call = { Disconnect-OwoxDataMarts nothing @with }; id = 'Owox.NotConnected' }
    @{ name = 'Test-OwoxConnection'; call = { Test-OwoxConnection nothing @with }; id = 'Owox.NotConnected' }
    @{ name = 'Get-OwoxProject'; call = { Get-OwoxProject @with }; id = 'Owox.ServerError' }
    @{ name = 'Set-OwoxProject'; call = { Set-OwoxProject x @with }; id = 'Owox.ServerError' }
    @{ name = 'New-OwoxApiKey'; call = { New-OwoxApiKey x @with }; id = 'Owox.ServerError' }
    @{ name = 'New-OwoxLicenseKey'; call = { New-OwoxLicenseKey x https://data-marts.example.com @with }; id = 'Owox.ServerError' }
    @{ name = 'New-OwoxTableScript'; call = { New-OwoxTableScript $orders orders Sqlite @with }; id = 'Owox.SchemaNotFound' }
    @{ name = 'Test-OwoxDataMart'; call = { Test-OwoxDataMart '..' -MaxAge 1.00:00 @with }; id = 'Owox.IdInvalid' }
    @{ name = 'Invoke-OwoxApi'; call = { Invoke-OwoxApi /api/data-storages @with }; id = 'Owox.ServerError' }
    @{ name = 'ConvertFrom-OwoxApiKey'; call = { ConvertFrom-OwoxApiKey x @with }; id = 'Owox.ApiKeyMalformed' }
    @{ name = 'New-OwoxFilter'; call = { New-OwoxFilter revenue nothing @with }; id = 'Owox.RuleInvalid' }
    @{ name = 'New-OwoxSort'; call = { New-OwoxSort ([string] [char] 0xD800) @with }; id = 'Owox.TextInvalid' }
    @{ name = 'New-OwoxAggregation'; call = { New-OwoxAggregation revenue NOTHING @with }; id = 'Owox.RuleInvalid' }
    @{ name = 'New-OwoxDateBucket'; call = { New-OwoxDateBucket date NEVER @with }; id = 'Owox.RuleInvalid' }
}
