# The main commands of the module. Each command is shown and then run.
param([Parameter(Mandatory)] [string] $Manifest)

$ErrorActionPreference = 'Stop'
if ($PSVersionTable.PSVersion.Major -ge 7) {
    $PSStyle.OutputRendering = 'PlainText'
}

function Show([scriptblock] $Line) {
    "`nPS> $("$Line".Trim())"
    (. $Line | Out-String -Width 120).TrimEnd()
}

Import-Module $Manifest
"PS> Import-Module ./out/Owox"
Show {
    Connect-OwoxDataMarts                      # takes OWOX_API_KEY
}
Show { Get-OwoxDataMart 'Orders*' | Format-Table }
$id = (Get-OwoxDataMart 'Orders').Id
"`nPS> `$id = (Get-OwoxDataMart 'Orders').Id"
Show { Export-OwoxDataMart -Id $id -Column date, revenue -Limit 5 }
Show { Export-OwoxDataMart -Id $id -Column date, revenue -Limit 1000 | Measure-Object revenue -Sum }
Show { Disconnect-OwoxDataMarts }
