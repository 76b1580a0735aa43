# API keys and secrets.

# Converts text to a SecureString, like a vault or a masked prompt.
function ConvertTo-Secret([AllowEmptyString()] [string] $Text) {
    [System.Net.NetworkCredential]::new('', $Text).SecurePassword
}

# Converts a SecureString to text.
function ConvertFrom-Secret([securestring] $Secret) {
    [System.Net.NetworkCredential]::new('', $Secret).Password
}

# Creates the value of an API key with these parts. Omit a part to test a key without it.
function New-KeyText($Part) {
    $json = ConvertTo-Json -InputObject $Part -Compress
    'owox_key_' + [Convert]::ToBase64String([System.Text.Encoding]::UTF8.GetBytes($json)).TrimEnd('=').Replace('+', '-').Replace('/', '_')
}

# Returns the parts of an API key.
function Get-KeyPart([string] $ApiKey) {
    $code = $ApiKey.Substring('owox_key_'.Length).Replace('-', '+').Replace('_', '/')
    [System.Text.Encoding]::UTF8.GetString([Convert]::FromBase64String($code.PadRight([Math]::Ceiling($code.Length / 4) * 4, '='))) | ConvertFrom-Json
}
