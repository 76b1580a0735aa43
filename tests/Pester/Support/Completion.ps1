# Functions that the tests of completion share. Dot-sourced, not imported, because completion must see the variables of the test.

# Returns what completion offers at the end of a line, or at the caret in it. Retries for 10 seconds, because a busy machine can exceed the time limit.
function Get-Completion([string] $Line, [switch] $Once) {
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

# Measures the time of completion in milliseconds: the median of several lines.
function Measure-Completion([string[]] $Line) {
    $times = foreach ($one in $Line) {
        $watch = [System.Diagnostics.Stopwatch]::StartNew()
        $null = TabExpansion2 $one $one.Length
        $watch.Elapsed.TotalMilliseconds
    }

    ($times | Sort-Object)[[Math]::Floor($times.Count / 2)]
}

# Waits for requests that completion sends in the background.
function Wait-BackgroundRequest { Start-Sleep -Milliseconds 300 }
