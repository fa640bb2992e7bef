# shellcheck shell=sh
# Debian packages, for scripts that source this file after setting `source` to the top of the
# checkout. The list itself is install/packages.txt.
# shellcheck disable=SC2086 # names of packages are words
: "${source:?has to be set}"

# packages KIND...: the names of the packages of these kinds, one a line.
packages() {
  for kind in "$@"; do
    while read -r what name; do
      if [ "$what" = "$kind" ]; then printf '%s\n' "$name"; fi
    done <"$source/install/packages.txt"
  done
}

# has_package NAME: whether it is installed.
has_package() {
  [ "$(dpkg-query -W -f '${db:Status-Status}' "$1" 2>/dev/null)" = installed ]
}

# missing_packages KIND...: those of packages() that are not installed, one a line.
missing_packages() {
  packages "$@" | while read -r name; do
    if [ "$name" = libhyperscan-dev ] && has_package libvectorscan-dev; then continue; fi
    has_package "$name" || printf '%s\n' "$name"
  done
}

# install_packages KIND...: installs what is missing, as root or with sudo; nothing is done, and no
# right is needed, when all is there.
install_packages() {
  if ! command -v dpkg-query >/dev/null 2>&1; then
    printf 'This is no Debian system: making sure of these packages is up to you:\n' >&2
    packages "$@" >&2
    return 0
  fi
  missing=$(missing_packages "$@")
  if [ -z "$missing" ]; then return 0; fi
  as_root=
  if [ "$(id -u)" != 0 ]; then
    if ! command -v sudo >/dev/null 2>&1; then
      printf 'error: run this as root, or install first: %s\n' "$(printf '%s ' $missing)" >&2
      return 1
    fi
    as_root=sudo
  fi
  $as_root apt-get update
  $as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends $missing
}
