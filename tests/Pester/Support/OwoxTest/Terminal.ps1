# Runs a command of sh at a terminal of its own and returns what the terminal shows. The text is typed at the start, or when the
# terminal shows the prompt. The terminal answers no requests, so a program that reads input must not ask it for the position of the
# cursor (TERM=dumb): .NET reads the typed text as a part of the answer. $LASTEXITCODE is the command's, or 124 after two minutes. The program 'script' must be there, with the options that it has on Linux.
function Invoke-AtTerminal([string] $Command, [string] $Typed = '', [string] $Prompt = '') {
    # The input stays open: when it ends, script may end before the command has printed everything.
    $shell = @'
input=$(mktemp -u) && shown=$(mktemp) && mkfifo "$input" && exec 3<>"$input" && rm "$input" || exit 125
(
    waited=0
    until [ -z "$2" ] || grep -qF -e "$2" "$shown" || [ $waited -ge 1200 ]; do sleep 0.1; waited=$((waited + 1)); done
    printf "%s" "$1" >&3
) >/dev/null 2>&1 &
script --quiet --return --flush --command "timeout 120 $3" "$shown" <&3
code=$?
kill $! 2>/dev/null
rm -f "$shown"
exit $code
'@
    & sh -c $shell sh $Typed $Prompt $Command
}
