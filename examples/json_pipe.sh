#!/bin/sh
# JSON piped into a script: the matches of a folder as a table. usage: json_pipe.sh [PATH...]
set -eu
here=$(dirname "$0")
[ $# -gt 0 ] || set -- "$here/texts"
reuse scan "$@" --format json --quiet | python3 "$here/read_json.py"
