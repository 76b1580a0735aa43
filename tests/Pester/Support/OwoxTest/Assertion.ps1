# Checks of errors.

# Returns the error record of a script block that fails. Throws if it does not fail.
function Get-Failure([scriptblock] $Block) {
    try {
        $null = & $Block
    }
    catch {
        return $_
    }

    throw "Nothing failed: $Block"
}

# Checks an error: its ID, its category, the type of its exception, and parts of its message.
function Assert-Failure {
    param([scriptblock] $Block, [string] $Id, [string] $Category, [string] $Type, [string[]] $Says)

    $failure = Get-Failure $Block
    $failure.FullyQualifiedErrorId | Should -BeLike "$Id,*" -Because $failure.Exception.Message
    $failure.CategoryInfo.Category | Should -Be $Category
    $failure.Exception.GetType().FullName | Should -Be $Type
    foreach ($text in $Says) {
        $failure.Exception.Message | Should -BeLike "*$text*"
    }

    Get-UnknownParameter $failure | Should -BeNullOrEmpty -Because "the message names an unknown parameter: $($failure.Exception.Message)"
}

# Returns the parameters in an error message that exist neither in the cmdlet of the error nor in a cmdlet that the message names.
function Get-UnknownParameter([System.Management.Automation.ErrorRecord] $Failure) {
    $message = $Failure.Exception.Message
    $named = [regex]::Matches($message, '\b[A-Z][A-Za-z]+-[A-Z][A-Za-z]+\b') | ForEach-Object Value
    $commands = @($Failure.InvocationInfo.MyCommand) + @($named | ForEach-Object { Get-Command $_ -ErrorAction Ignore })
    # Any cmdlet can report an error of the connection, and its message can name parameters of Connect-OwoxDataMarts.
    if ($message -cmatch '\b[Cc]onnect(ion)?\b') { $commands += Get-Command Connect-OwoxDataMarts }
    if ($message -match 'the other cmdlets') { $commands += Get-Command Get-OwoxProject }
    $known = @($commands | Where-Object { $_ } | ForEach-Object { $_.Parameters.Keys })
    # Values of the caller and texts of other programs are in quotes or blocks.
    $own = [regex]::Replace($message, "'[^']*'|\{[^}]*\}", '')
    [regex]::Matches($own, '(?<![\w-])-([A-Z][A-Za-z]+)').ForEach({ $_.Groups[1].Value }) | Where-Object { $_ -notin $known } | Select-Object -Unique
}
