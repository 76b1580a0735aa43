# Runs a command of sh at a terminal of its own, with this text typed, and returns what the terminal shows. $LASTEXITCODE is the
# command's, or 124 after two minutes. The program 'script' must be there, with the options that it has on Linux.
function Invoke-AtTerminal([string] $Command, [string] $Typed = '') {
    # The input stays open: when it ends, script may end before the command has printed everything.
    & sh -c 'f=$(mktemp -u) && mkfifo "$f" && exec 3<>"$f" && rm "$f" && printf "%s" "$1" >&3 && exec script --quiet --return --command "timeout 120 $2" /dev/null <&3' sh $Typed $Command
}
