#!/usr/bin/env bash
# What the tests need from Debian or Ubuntu beyond Python and git. Demarche itself runs without
# any of it but make and python3-venv.
#
#   make python3-venv        to start at all
#   chromium and two fonts   the tests that drive a browser
#   postgresql               the tests against a PostgreSQL other than the embedded one; Debian
#                            makes and starts a cluster of its own, which is left alone
#   pgbouncer                the test behind a pooler; here too, Debian's own is left alone
#   nginx-light              the tests of docs/nginx.conf, on loopback; Debian's own is left alone
#   gettext                  makemessages and compilemessages
#   wrk                      with --bench only: the load of `make bench`
#   npm                      with --bench only: what `make bench-browser` puts beside the chart
#
# What is there already is not touched. Needs root, or sudo, only where something is missing.
set -euo pipefail

has() { command -v "$1" >/dev/null 2>&1; }
has_font() { compgen -G "/usr/share/fonts/**/$1*" >/dev/null; }
shopt -s globstar

missing=()
has make || missing+=(make)
python3 -c "import ensurepip, venv" 2>/dev/null || missing+=(python3-venv)
has chromium || has chromium-browser || has google-chrome || missing+=(chromium)
has_font DejaVuSans || missing+=(fonts-dejavu-core)
has_font LiberationSerif || missing+=(fonts-liberation)
compgen -G "/usr/lib/postgresql/*/bin/initdb" >/dev/null || missing+=(postgresql)
has pgbouncer || [ -x /usr/sbin/pgbouncer ] || missing+=(pgbouncer)
has nginx || [ -x /usr/sbin/nginx ] || missing+=(nginx-light)
has msgfmt || missing+=(gettext)
[ "${1-}" != --bench ] || has wrk || missing+=(wrk)
[ "${1-}" != --bench ] || has npm || missing+=(npm)

if [ ${#missing[@]} -eq 0 ]; then
    echo "Nothing is missing."
    exit 0
fi
echo "Missing: ${missing[*]}"
if ! has apt-get; then
    echo "This is no Debian or Ubuntu: install the like of these yourself." >&2
    exit 1
fi
as_root=()
if [ "$(id -u)" -ne 0 ]; then
    has sudo || { echo "Run this as root: there is no sudo." >&2; exit 1; }
    as_root=(sudo)
fi
"${as_root[@]}" apt-get update -qq
"${as_root[@]}" env DEBIAN_FRONTEND=noninteractive \
    apt-get install -y -qq --no-install-recommends "${missing[@]}" </dev/null
