#!/bin/sh
# Builds git-veto from this checkout and installs it: sh install/setup.sh [REPOSITORY]
#
# Installs the packages that are missing (Debian 12; as root or with sudo), builds the program, puts
# it and its manual into /usr/local (as root) or ~/.local (or into $PREFIX), and wires it into
# REPOSITORY. Without a repository it makes a small one in a temporary directory and shows there what
# a blocked commit looks like.
set -eu

fail() {
  printf 'setup: error: %s\n' "$*" >&2
  exit 1
}

step() {
  printf '\n== %s\n' "$*"
}

source=$(CDPATH='' cd -- "$(dirname -- "$0")/.." && pwd)
# shellcheck source=install/packages.sh
. "$source/install/packages.sh"

build() {
  (cd "$source" && cmake --preset release && cmake --build --preset release) ||
    fail "the build failed; its messages stand above"
  built=
  for file in "$source/build/release/git-veto" "$source/build/release/hook/git-veto"; do
    if [ -x "$file" ]; then built=$file; fi
  done
  [ -n "$built" ] || fail "the build made no program git-veto in $source/build/release"
}

# place FILE PATH MODE: a copy, whole or not at all.
place() {
  if ! { mkdir -p "${2%/*}" && cp "$1" "$2.new" && chmod "$3" "$2.new" && mv -f "$2.new" "$2"; }; then
    fail "cannot write $2; another place can be named in PREFIX"
  fi
}

# generated KIND PATH: what the program tells of itself, as a file.
generated() {
  made=$(mktemp) || fail "no temporary file can be made"
  "$program" --generate "$1" >"$made" || fail "$program cannot make its $1 file"
  place "$made" "$2" 644
  rm -f "$made"
}

# The program is read-only: hooks may be hard links to it, and nobody shall write into them by
# mistake.
install_program() {
  if [ -z "${PREFIX-}" ]; then
    if [ "$(id -u)" = 0 ]; then
      PREFIX=/usr/local
    else
      PREFIX=${HOME:?has to be set}/.local
    fi
  fi
  program=$PREFIX/bin/git-veto
  place "$built" "$program" 555
  "$program" --version || fail "$program does not run"
  share=$PREFIX/share
  generated man "$share/man/man1/git-veto.1"
  generated bash "$share/bash-completion/completions/git-veto"
  generated zsh "$share/zsh/site-functions/_git-veto"
  generated fish "$share/fish/vendor_completions.d/git-veto.fish"
  case ":$PATH:" in
  *":$PREFIX/bin:"*) ;;
  *)
    printf 'note: %s is not on PATH; for "git veto" add to your profile:\n' "$PREFIX/bin"
    printf "      PATH=\"%s:\$PATH\"\n" "$PREFIX/bin"
    PATH=$PREFIX/bin:$PATH
    ;;
  esac
}

# random CHARACTERS COUNT
random() {
  LC_ALL=C tr -dc "$1" 2>/dev/null </dev/urandom | head -c "$2"
}

# Shows a command as it would be typed, and runs it.
typed() {
  printf '$'
  for word in "$@"; do
    case $word in
    *' '*) printf " '%s'" "$word" ;;
    *) printf ' %s' "$word" ;;
    esac
  done
  printf '\n'
  "$@"
}

demonstrate() {
  demo=$(mktemp -d "${TMPDIR:-/tmp}/git-veto-demo.XXXXXX")
  # Nothing of the user's own configuration plays a part in it.
  export GIT_CONFIG_GLOBAL=/dev/null GIT_CONFIG_NOSYSTEM=1
  export GIT_AUTHOR_NAME=Demo GIT_AUTHOR_EMAIL=demo@example.com
  export GIT_COMMITTER_NAME=Demo GIT_COMMITTER_EMAIL=demo@example.com
  cd "$demo"

  step "A repository of its own, in $demo"
  typed git init -q -b main .
  typed git-veto install .

  step "A harmless commit passes"
  printf 'print("hello")\n' >app.py
  typed git add app.py
  typed git commit -q -m 'Say hello'

  step "A commit with a token in it is blocked (the token is made up on the spot)"
  ids=$(random 1-9 1)$(random 0-9 11)-$(random 1-9 1)$(random 0-9 11)
  token="xo""xb-$ids-$(random A-Za-z0-9 24)"
  printf 'import os\n\nslack_token = "%s"\n' "$token" >app.py
  typed git add app.py
  if typed git commit -q -m 'Connect to Slack'; then
    fail "the commit was not blocked; ask what is wrong: git -C $demo veto doctor"
  fi

  step "As advised: the value comes from the environment instead"
  printf 'import os\n\nslack_token = os.environ["SLACK_TOKEN"]\n' >app.py
  typed git add app.py
  typed git commit -q -m 'Connect to Slack'

  step "The whole history, and whatever else git has stored"
  if typed git-veto history .; then return; else status=$?; fi
  [ "$status" = 1 ] || fail "the scan of the history ended with status $status"

  step "What it found is the blocked value: git keeps what was once added until it is pruned"
  typed git prune --expire=now
  typed git-veto history . || fail "the history is not clean"
}

[ $# -le 1 ] || fail "usage: sh install/setup.sh [REPOSITORY]"
repository=
if [ $# = 1 ]; then
  repository=$(CDPATH='' cd -- "$1" && pwd) || fail "$1 is not a directory"
fi

step "Packages"
install_packages run build || fail "packages are missing"
step "Build"
build
step "Installation"
install_program
if [ -n "$repository" ]; then
  step "Hooks of $repository"
  "$program" install "$repository"
else
  demonstrate
  printf '\nThat was all. To protect a repository of yours, type in it: git veto install\n'
  printf 'The demonstration can go: rm -rf %s\n' "$demo"
fi
