# API keys and secrets.

# Text as a SecureString: what a vault or a masked prompt returns.
function ConvertTo-Secret([AllowEmptyString()] [string] $Text) {
    [System.Net.NetworkCredential]::new('', $Text).SecurePassword
}

# The text in a SecureString.
function ConvertFrom-Secret([securestring] $Secret) {
    [System.Net.NetworkCredential]::new('', $Secret).Password
}

# The value of an API key with these parts; a part that is null is left out.
function New-KeyText($Part) {
    $json = ConvertTo-Json -InputObject $Part -Compress
    'owox_key_' + [Convert]::ToBase64String([System.Text.Encoding]::UTF8.GetBytes($json)).TrimEnd('=').Replace('+', '-').Replace('/', '_')
}

# The parts of an API key's value.
function Get-KeyPart([string] $ApiKey) {
    $code = $ApiKey.Substring('owox_key_'.Length).Replace('-', '+').Replace('_', '/')
    [System.Text.Encoding]::UTF8.GetString([Convert]::FromBase64String($code.PadRight([Math]::Ceiling($code.Length / 4) * 4, '='))) | ConvertFrom-Json
}
