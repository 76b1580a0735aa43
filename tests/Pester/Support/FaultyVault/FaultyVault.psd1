@{
    ModuleVersion     = '1.0.0'
    GUID              = '5d0f3f5e-6a39-4b5b-9a5e-2b6a4a3f0c11'
    Author            = 'The Owox module'
    Description       = 'A vault for tests: keeps secrets in the clear, in a throwaway folder, and misbehaves on demand.'
    PowerShellVersion = '5.1'
    NestedModules     = @('./FaultyVault.Extension')
    FunctionsToExport = @()
    CmdletsToExport   = @()
    VariablesToExport = @()
    AliasesToExport   = @()
    PrivateData       = @{ PSData = @{ Tags = @('SecretManagement') } }
}
