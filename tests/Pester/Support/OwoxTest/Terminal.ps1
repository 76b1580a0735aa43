# Runs a command of sh in a new terminal and returns the text that the terminal shows. -Typed is sent at the start, or when the
# terminal shows the prompt. The terminal answers requests for the position of its cursor, because .NET waits for the answer.
# $LASTEXITCODE is the exit code of the command, or 124 after two minutes. The program 'script' of Linux is required.
function Invoke-AtTerminal([string] $Command, [string] $Typed = '', [string] $Prompt = '') {
    # The input stays open, because script could otherwise end before the command has printed all of its output.
    $shell = @'
input=$(mktemp -u) && shown=$(mktemp) && mkfifo "$input" && exec 3<>"$input" && rm "$input" || exit 125
(
    typed=$1 answered=0
    while [ -e "$shown" ]; do
        asked=$(grep -aoF '[6n' "$shown" | wc -l)
        while [ "$answered" -lt "$asked" ]; do printf '\033[1;1R' >&3; answered=$((answered + 1)); done
        if [ -z "$2" ] || grep -aqF -e "$2" "$shown"; then printf '%s' "$typed" >&3; typed=; fi
        sleep 0.1
    done
) >/dev/null 2>&1 &
script --quiet --return --flush --command "timeout --foreground 120 $3" "$shown" <&3
code=$?
rm -f "$shown"
wait
exit $code
'@
    & sh -c $shell sh $Typed $Prompt $Command
}
