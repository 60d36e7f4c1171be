#!/bin/sh
# Installs the Debian packages that are missing for the given purposes, and nothing else:
#
#   deploy/debian-deps.sh build serve test bench fuzz deb deb-test
#
# build: compiler and libraries. serve: the web server of `make run`. The others: the tools of that target.
# Silent when nothing is missing. DATELINE_DEPS=have skips all of it.
set -eu

[ "${DATELINE_DEPS:-}" = have ] && exit 0

build='gcc g++ libc6-dev pkgconf libfcgi-dev libsqlite3-dev libicu-dev libsodium-dev libjansson-dev
libcmark-gfm-dev libcmark-gfm-extensions-dev libgumbo-dev libmd4c-dev libxml2-dev libyaml-dev
libctemplate-dev nettle-dev libvips-dev libexif-dev libstemmer-dev libzxcvbn-dev
libseccomp-dev libarchive-dev libxxhash-dev zlib1g-dev libbrotli-dev liboath-dev libqrencode-dev libfido2-dev'
serve='nginx libnginx-mod-http-brotli-static'
test='libcmocka-dev clang-format cppcheck libxml2-utils nodejs npm default-jre-headless chromium-headless-shell
fonts-dejavu-core ca-certificates sqlite3 xz-utils oathtool apache2 lighttpd lighttpd-mod-deflate lighttpd-modules-lua caddy curl'
bench='wrk'
fuzz='clang libclang-rt-dev'
deb='dpkg-dev debhelper lintian nodejs npm'
deb_test='debootstrap'

# A tool counts as there when its command is, wherever it came from: nodejs and java often do not
# come from Debian. What has no command of its own is asked of dpkg.
have() {
    case $1 in
    gcc) command -v cc ;;
    g++) command -v c++ ;;
    pkgconf) command -v pkg-config ;;
    nodejs) command -v node ;;
    npm | clang-format | cppcheck | wrk | clang | curl | sqlite3) command -v "$1" ;;
    default-jre-headless) command -v java ;;
    xz-utils) command -v xz ;;
    chromium-headless-shell) command -v "${CHROMIUM:-chromium-headless-shell}" ;;
    nginx) PATH=$PATH:/usr/sbin command -v nginx ;;
    *) [ "$(dpkg-query -W -f '${db:Status-Status}' "$1" 2>/dev/null)" = installed ] ;;
    esac >/dev/null
}

missing=
count=0
for purpose in "$@"; do
    case $purpose in
    build) wanted=$build ;;
    serve) wanted=$serve ;;
    test) wanted=$test ;;
    bench) wanted=$bench ;;
    fuzz) wanted=$fuzz ;;
    deb) wanted=$deb ;;
    deb-test) wanted=$deb_test ;;
    *)
        echo "debian-deps.sh: unknown purpose '$purpose'" >&2
        exit 2
        ;;
    esac
    for package in $wanted; do
        if ! have "$package"; then
            missing="$missing $package"
            count=$((count + 1))
        fi
    done
done
[ $count -eq 0 ] && exit 0

by_hand() {
    echo "$1 Install what Debian 12 calls:$missing" >&2
    echo "and run this again (DATELINE_DEPS=have skips this check)." >&2
    exit 1
}

command -v apt-get >/dev/null || by_hand "This system has no apt-get."
as_root=
if [ "$(id -u)" -ne 0 ]; then
    command -v sudo >/dev/null || by_hand "Packages are missing, and there is no sudo."
    as_root=sudo
fi

log=$(mktemp)
policy=/usr/sbin/policy-rc.d
made_policy=
clean_up() {
    rm -f "$log"
    [ -z "$made_policy" ] || $as_root rm -f "$policy"
}
trap clean_up EXIT
trap 'exit 130' INT TERM

apt() {
    $as_root env DEBIAN_FRONTEND=noninteractive apt-get -qq -o Dpkg::Use-Pty=0 \
        -o DPkg::Lock::Timeout=120 "$@" >"$log" 2>&1 </dev/null
}
install_missing() {
    # shellcheck disable=SC2086 # a list of names
    apt install -y --no-install-recommends $missing
}

# Debian starts a service as soon as it is installed. Dateline runs web servers of its own on ports of
# their own, so the packaged ones shall not take port 80 here, neither now nor at the next boot.
new_servers=
for server in nginx apache2 lighttpd caddy; do
    case " $missing " in
    *" $server "*) new_servers="$new_servers $server" ;;
    esac
done
if [ -n "$new_servers" ] && [ ! -e "$policy" ]; then
    printf '#!/bin/sh\nexit 101\n' | $as_root tee "$policy" >/dev/null
    made_policy=yes
    $as_root chmod 755 "$policy"
fi

if [ $count -eq 1 ]; then
    echo "Installing$missing…"
else
    echo "Installing $count packages (only the first time; this may take some minutes):"
    echo " $missing" | fold -s -w 78 | sed '2,$s/^/  /'
fi
# Package lists may be absent or out of date: ask for new ones only when the old do not do.
if ! install_missing; then
    echo "Fetching Debian's package lists…"
    if ! apt update || ! install_missing; then
        echo "The packages could not be installed. The last lines of apt-get:" >&2
        tail -n 15 "$log" >&2
        exit 1
    fi
fi
if [ -n "$new_servers" ] && command -v systemctl >/dev/null; then
    # shellcheck disable=SC2086 # a list of names
    $as_root systemctl disable --now $new_servers >/dev/null 2>&1 || true
fi
