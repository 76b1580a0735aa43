# What the tests of completion share. Dot-sourced, not imported: TAB must see the variables of the test.

# What TAB offers at the end of a line, or at the caret in it. Asks again for a while, as a person would: a busy machine may miss the budget.
function Complete([string] $Line, [switch] $Once) {
    $at = $Line.IndexOf([char] 0x25c6)
    if ($at -lt 0) { $at = $Line.Length }
    $Line = $Line.Replace("$([char] 0x25c6)", '')
    $watch = [System.Diagnostics.Stopwatch]::StartNew()
    do {
        $found = @((TabExpansion2 $Line $at).CompletionMatches)
        if ($found -or $Once) {
            break
        }

        Start-Sleep -Milliseconds 50
    } while ($watch.Elapsed.TotalSeconds -lt 10)
    $found
}

# How long TAB takes, in milliseconds: the median of several.
function Measure-Tab([string[]] $Line) {
    $times = foreach ($one in $Line) {
        $watch = [System.Diagnostics.Stopwatch]::StartNew()
        $null = TabExpansion2 $one $one.Length
        $watch.Elapsed.TotalMilliseconds
    }

    ($times | Sort-Object)[[Math]::Floor($times.Count / 2)]
}

# Requests other than those that a test made by cmdlets come a moment later than TAB.
function Wait-Quiet { Start-Sleep -Milliseconds 300 }
