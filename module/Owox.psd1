@{
    # Each edition loads its own build.
    RootModule           = if ($PSEdition -eq 'Core') { 'net8.0/Owox.PowerShell.dll' } else { 'netstandard2.0/Owox.PowerShell.dll' }
    ModuleVersion        = '0.1.0'
    GUID                 = '3c0a9b7e-6a8c-4d53-9d5b-2f1e6b0f7a41'
    Author               = 'Owox module contributors'
    CompanyName          = 'Owox module contributors'
    Copyright            = '(c) Owox module contributors. MIT.'
    Description          = 'Use OWOX Data Marts from PowerShell: connect with an API key from a secret vault, list the items of a project, export the rows of data marts and reports as objects, to files or into databases with verified completeness, start runs and wait for them, read triggers, test the age, rows, columns and quality of data, and create, rotate and revoke API keys, license keys and credentials. Connections can be limited, and their changes recorded in an audit log. For interactive use, scheduled tasks and pipelines.'
    PowerShellVersion    = '5.1'
    DotNetFrameworkVersion = '4.7.2'
    CompatiblePSEditions = @('Core', 'Desktop')
    FormatsToProcess     = @('Owox.Format.ps1xml')
    TypesToProcess       = @('Owox.Types.ps1xml')
    CmdletsToExport      = @(
        'Connect-OwoxDataMarts'
        'ConvertFrom-OwoxApiKey'
        'ConvertTo-OwoxHtml'
        'Disconnect-OwoxDataMarts'
        'Export-OwoxDataMart'
        'Export-OwoxReport'
        'Find-OwoxItem'
        'Find-OwoxStaleApiKey'
        'Get-OwoxApiKey'
        'Get-OwoxAuditEvent'
        'Get-OwoxConnection'
        'Get-OwoxContext'
        'Get-OwoxCredential'
        'Get-OwoxDataMart'
        'Get-OwoxDataMartColumn'
        'Get-OwoxDataQuality'
        'Get-OwoxDestination'
        'Get-OwoxInsightTemplate'
        'Get-OwoxLicenseKey'
        'Get-OwoxPluginPublication'
        'Get-OwoxProject'
        'Get-OwoxRelationship'
        'Get-OwoxReport'
        'Get-OwoxRun'
        'Get-OwoxSecretReport'
        'Get-OwoxStorage'
        'Get-OwoxTrigger'
        'Invoke-OwoxApi'
        'Invoke-OwoxApiKeyRotation'
        'Invoke-OwoxLicenseKeyRotation'
        'New-OwoxAggregation'
        'New-OwoxApiKey'
        'New-OwoxCredential'
        'New-OwoxDateBucket'
        'New-OwoxFilter'
        'New-OwoxLicenseKey'
        'New-OwoxSort'
        'New-OwoxTableScript'
        'Publish-OwoxPlugin'
        'Remove-OwoxCredential'
        'Rename-OwoxApiKey'
        'Rename-OwoxLicenseKey'
        'Reset-OwoxDestinationSecret'
        'Resume-OwoxPlugin'
        'Revoke-OwoxApiKey'
        'Revoke-OwoxLicenseKey'
        'Set-OwoxCredential'
        'Set-OwoxProject'
        'Start-OwoxRun'
        'Stop-OwoxRun'
        'Suspend-OwoxPlugin'
        'Test-OwoxConnection'
        'Test-OwoxCredential'
        'Test-OwoxDataMart'
        'Unpublish-OwoxPlugin'
        'Update-OwoxPlugin'
        'Wait-OwoxRun'
    )
    FunctionsToExport    = @()
    AliasesToExport      = @()
    VariablesToExport    = @()
    PrivateData          = @{
        PSData = @{
            Tags       = @('OWOX', 'DataMarts', 'BigQuery', 'Snowflake', 'Redshift', 'Athena', 'Databricks', 'NDJSON', 'PSEdition_Core', 'PSEdition_Desktop', 'Windows', 'Linux', 'MacOS')
            LicenseUri = 'https://opensource.org/license/mit'
            ProjectUri = 'https://github.com/owox-powershell/Owox'

            # The PowerShell Gallery shows these notes with the version. CHANGELOG.md has the details.
            ReleaseNotes = 'The first version: connections with limits and an audit log; lists, triggers and search; exports of rows as objects, files and data readers; runs and data-quality tests; API keys, license keys, credentials and a report of all secrets; plugins. For PowerShell 7.4 and later, and Windows PowerShell 5.1.'
        }
    }
}
