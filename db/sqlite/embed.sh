#!/bin/sh
# embed.sh OUT.c FILES...: writes db/migrations/NNNN_name.sql as C strings (db/sqlite/migrations.h).
set -eu
out=$1
shift
{
    echo '/* Made by db/sqlite/embed.sh from db/migrations; do not edit. */'
    echo '#include "db/sqlite/migrations.h"'
    echo
    echo 'const struct migration migrations[] = {'
    for file in "$@"; do
        name=$(basename "$file" .sql)
        number=$(expr "$name" : '0*\([1-9][0-9]*\)_')
        echo "    {.number = $number, .name = \"$name\", .sql ="
        # Comments stay: they are part of the schema that sqlite3's .schema shows.
        awk '{ gsub(/\\/, "\\\\"); gsub(/"/, "\\\""); printf "     \"%s\\n\"\n", $0 }' "$file"
        echo '    },'
    done
    echo '};'
    echo 'const size_t migrations_n = sizeof migrations / sizeof migrations[0];'
} >"$out.tmp"
mv "$out.tmp" "$out"
