@{
    ModuleVersion     = '1.0.0'
    GUID              = '0c8f9d53-7a52-4b0d-8a1f-5f0f1f7f2d12'
    RootModule        = 'FaultyVault.Extension.psm1'
    FunctionsToExport = @('Get-Secret', 'Set-Secret', 'Remove-Secret', 'Get-SecretInfo', 'Set-SecretInfo', 'Test-SecretVault')
    CmdletsToExport   = @()
    VariablesToExport = @()
    AliasesToExport   = @()
}
