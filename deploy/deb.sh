#!/bin/sh
# deb.sh ARCHIVE FOLDER: makes Dateline's Debian package from the source archive of `make dist`, in FOLDER,
# which is emptied before. Of the same archive it is the same bytes, whoever makes it, where and when: all
# times are that of the newest file in the archive, which is the commit's. lintian has the last word.
set -eu
archive=$1
rm -rf "$2"
mkdir -p "$2"
folder=$(cd "$2" && pwd)

SOURCE_DATE_EPOCH=$(tar -tzf "$archive" --full-time --utc -v | awk '{ print $4 " " $5 }' | sort | tail -n 1)
SOURCE_DATE_EPOCH=$(date -u -d "$SOURCE_DATE_EPOCH UTC" +%s)
export SOURCE_DATE_EPOCH
# Neither who makes it nor in which language changes anything.
export LC_ALL=C.UTF-8 TZ=UTC
umask 022
tar -xzf "$archive" -C "$folder" --no-same-owner --no-same-permissions

log=$folder/build.log
cd "$folder"/dateline-*/
if ! dpkg-buildpackage -us -uc -b >"$log" 2>&1; then
    echo "The package could not be made. The end of $log:" >&2
    tail -n 30 "$log" >&2
    exit 1
fi
cd ..
rm -rf dateline-*/
lintian --allow-root --fail-on error,warning --tag-display-limit 0 dateline_*.changes
sha256sum dateline_*.deb
