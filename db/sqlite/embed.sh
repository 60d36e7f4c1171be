#!/bin/sh
# embed.sh OUT.c FILES...: writes db/sqlite/migrations/NNNN_name.sql as C strings (migrations.h).
# Their numbers must follow each other.
set -eu
out=$1
shift
{
    echo '/* Made by db/sqlite/embed.sh from db/sqlite/migrations; do not edit. */'
    echo '#include "db/sqlite/migrations.h"'
    echo
    echo 'const struct migration migrations[] = {'
    wanted=1
    for file in "$@"; do
        name=$(basename "$file" .sql)
        number=$(expr "$name" : '0*\([1-9][0-9]*\)_')
        if [ "$number" -ne "$wanted" ] || ! grep -q "^PRAGMA user_version = $number;" "$file"; then
            echo "$file is no migration to schema $wanted" >&2
            exit 1
        fi
        wanted=$((wanted + 1))
        echo "    {.number = $number, .name = \"$name\", .sql ="
        # Comments stay: they are part of the schema that sqlite3's .schema shows.
        awk '{ gsub(/\\/, "\\\\"); gsub(/"/, "\\\""); printf "     \"%s\\n\"\n", $0 }' "$file"
        echo '    },'
    done
    echo '};'
    echo 'const size_t migrations_n = sizeof migrations / sizeof migrations[0];'
} >"$out.tmp"
mv "$out.tmp" "$out"
