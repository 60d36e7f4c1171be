#!/bin/sh
# sbom.sh VERSION LICENCES PROGRAM...: what the programs are linked with, or load when it is wanted, each Debian package with its version,
# and the npm packages that LICENCES names ("name version (licence)" above each text; none when there is no such
# file), as CycloneDX 1.5 JSON (https://cyclonedx.org/docs/1.5/json/) on standard output.
set -eu
version=$1
licences=$2
shift 2
# Of those that are loaded later the programs hold the names alone.
loaded=$(grep -aohE 'lib[a-z0-9]+\.so\.[0-9]+' "$@" | sort -u | while read -r name; do
    PATH=$PATH:/sbin ldconfig -p | sed -n "s/^[[:space:]]*$name (.*) => //p" | head -n 1
done)
# shellcheck disable=SC2086 # paths of libraries
packages=$({ ldd "$@" $loaded; printf ' => %s (\n' $loaded; } | sed -n 's/.*=> \(\/[^ ]*\) .*/\1/p' | sort -u | while read -r library; do
    dpkg -S "$(readlink -f "$library")" 2>/dev/null || dpkg -S "$library" 2>/dev/null || true
done | sed 's/: .*//' | sort -u)
printf '{\n  "bomFormat": "CycloneDX",\n  "specVersion": "1.5",\n  "version": 1,\n'
printf '  "metadata": {"component": {"type": "application", "name": "dateline", "version": "%s"}},\n' "$version"
printf '  "components": ['
between=
# shellcheck disable=SC2086 # names of packages
dpkg-query -W -f '${source:Package} ${Package} ${Version} ${Architecture}\n' $packages |
    LC_ALL=C sort -u | while read -r source name number machine; do
    printf '%s\n    {"type": "library", "name": "%s", "version": "%s", "purl": "pkg:deb/debian/%s@%s?arch=%s", ' \
        "$between" "$name" "$number" "$name" "$(printf '%s' "$number" | sed 's/+/%2B/g; s/:/%3A/g')" "$machine"
    printf '"properties": [{"name": "debian:source", "value": "%s"}]}' "$source"
    between=,
done
if [ -e "$licences" ]; then
    sed -n 's/^\(@\{0,1\}[a-z][a-z0-9./-]*\) \([0-9][0-9.]*\) (\([A-Za-z0-9.-]*\))$/\1 \2 \3/p' "$licences" |
        while read -r name number licence; do
        printf ',\n    {"type": "library", "name": "%s", "version": "%s", "purl": "pkg:npm/%s@%s", ' \
            "$name" "$number" "$(printf '%s' "$name" | sed 's/^@/%40/')" "$number"
        printf '"licenses": [{"license": {"id": "%s"}}]}' "$licence"
    done
fi
printf '\n  ]\n}\n'
