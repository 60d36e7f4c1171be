#!/bin/sh
# Renders every drawing of the demo paper to the JPEG its stories use:
#   drawings/NAME.svg -> pictures/NAME.jpg, 1600 by 1000.
# Names given as arguments (without .svg) render only those.
# Needs rsvg-convert (librsvg2-bin) and vips (libvips-tools).
set -eu
cd "$(dirname "$0")"
mkdir -p pictures
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT INT TERM

if [ $# -eq 0 ]; then
    for svg in drawings/*.svg; do
        name=${svg##*/}
        set -- "$@" "${name%.svg}"
    done
fi
for name in "$@"; do
    # a little larger, then trimmed: the hand-cut wobble frays the outer edge
    rsvg-convert -w 1632 -h 1020 -o "$tmp/picture.png" "drawings/$name.svg"
    vips crop "$tmp/picture.png" "$tmp/picture.v" 16 10 1600 1000
    # a trace of blur: grain of one pixel would double the file for no gain
    vips gaussblur "$tmp/picture.v" "$tmp/soft.v" 0.8
    vips jpegsave "$tmp/soft.v" "pictures/$name.jpg" \
        --Q 66 --optimize-coding --interlace --strip
done
