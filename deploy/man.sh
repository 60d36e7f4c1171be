#!/bin/sh
# man.sh PROGRAM: writes dateline(1) to standard output, from what PROGRAM itself says with --help, so
# that neither knows a command or an option that the other does not.
set -eu
program=$1

# Text as roff takes it: no line begins a request, hyphens are those that people type.
roff() {
    sed -e 's/\\/\\e/g' -e 's/-/\\-/g' -e "s/^\\([.']\\)/\\\\\\&\\1/" -e 's/^$/.PP/'
}

# The help of one command: its first line is the usage, the options come last.
command_page() { # WORDS
    # shellcheck disable=SC2086 # one word or two
    "$program" $1 --help | awk -v name="$1" '
        NR == 1 { sub(/^Usage: /, ""); print "@SS " $0; next }
        /^Options:$/ { options = 1; next }
        options && /^  --/ {
            left = $0; sub(/^  /, "", left); at = match(left, /  +/)
            if (!at) at = match(left, / [a-z(]/)
            print "@TP"; print "@B " substr(left, 1, at - 1)
            right = substr(left, at); sub(/^ +/, "", right); print right; next
        }
        { print }' | roff | sed -e 's/^@SS \(.*\)/.SS "\1"/' -e 's/^@TP$/.TP/' -e 's/^@B \(.*\)/.B "\1"/'
}

version=$("$program" --version | sed 's/^dateline //')
cat <<END
.TH DATELINE 1 "" "dateline $version" "User Commands"
.SH NAME
dateline \\- a news site in one program
.SH SYNOPSIS
.B dateline
.I COMMAND
\\&...
.SH DESCRIPTION
Makes, serves, backs up and checks a news site, which is a folder.
Exit status: 0 done, 1 failed, 2 called wrongly.
.SH COMMANDS
END
"$program" --help | sed -n 's/^  \([a-z-]*\( [a-z-]*\)\{0,1\}\)  *[A-Z].*/\1/p' | sed 's/ *$//' |
    while read -r words; do
        command_page "$words" </dev/null
    done
cat <<'END'
.SH ENVIRONMENT
.TP
.B DATELINE_DATA
The folder with templates and style sheets, in the place of the one beside the program.
.TP
.B DATELINE_LOG
What is logged: error, warn, info or debug.
.TP
.B DATELINE_SITE
The site's folder, when a web server runs the program as plain CGI.
.SH SEE ALSO
The documents in share/dateline/docs, operations.md first.
END
