#!/bin/sh
# Install what the rendering tests need on Debian: LibreOffice Writer and Calc, its bridge to Python, and stand-ins for
# the fonts of a 公文.
#
#   .ci/setup_render.sh FOLDER PYTHON
#
# FOLDER/fonts receives the fonts (point GW_FONTS at it); PYTHON is an interpreter that fonttools may be installed for.
# Needs root when LibreOffice is missing. The Fandol fonts are unpacked from a package that is not itself installed.
set -eu
folder=$(realpath -m "$1")
python=$2
here=$(dirname "$(realpath "$0")")
fonts=$folder/fonts
export DEBIAN_FRONTEND=noninteractive

retry() {
    for pause in 1 5 15 30; do
        "$@" && return 0
        sleep "$pause"
    done
    "$@"
}

packages="libreoffice-writer-nogui libreoffice-calc-nogui python3-uno"
# shellcheck disable=SC2086  # a list of words
if ! command -v soffice >/dev/null || ! dpkg -s $packages >/dev/null 2>&1; then
    retry apt-get -q update
    retry apt-get -q -o DPkg::Lock::Timeout=120 install -y --no-install-recommends $packages
fi
if [ -e "$fonts/.complete" ]; then
    exit 0
fi
mkdir -p "$fonts" "$folder/packages" "$folder/unpacked"
retry apt-get -q update
cd "$folder/packages"
retry apt-get -q download texlive-lang-chinese fonts-wqy-microhei fonts-liberation
for package in *.deb; do
    dpkg-deb --fsys-tarfile "$package" | tar -x -C "$folder/unpacked" --wildcards \
        '*/fandol/Fandol*.otf' '*/wqy-microhei.ttc' '*/LiberationS*.ttf' 2>/dev/null || true
done
find "$folder/unpacked" \( -name 'wqy-microhei.ttc' -o -name 'LiberationS*.ttf' \) -exec cp {} "$fonts/" \;
retry "$python" -m pip install -q fonttools
"$python" "$here/stand_in_fonts.py" "$(dirname "$(find "$folder/unpacked" -name FandolFang-Regular.otf)")" "$fonts"
rm -rf "$folder/packages" "$folder/unpacked"
touch "$fonts/.complete"
