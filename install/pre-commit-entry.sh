#!/bin/sh
# What .pre-commit-hooks.yaml runs: the installed git-veto, as the git hook that is named first.
hook=$1
shift

program=$(command -v git-veto)
case $program in
/*) ;;
*)
  # Where install/setup.sh puts it without root; GUI clients start hooks with a short PATH.
  program=${HOME-}/.local/bin/git-veto
  [ -x "$program" ] || program=
  ;;
esac
if [ ! -s "$program" ]; then
  printf 'git-veto: error: no program git-veto on PATH, so %s blocks; build and install it with ' "$hook" >&2
  printf '"sh install/setup.sh" from a checkout of git-veto, or take the hook out of ' >&2
  printf '.pre-commit-config.yaml\n' >&2
  exit 2
fi

# pre-commit reads git's lines of a push itself and passes them on by name.
if [ "$hook" = pre-push ] && [ -n "${PRE_COMMIT_TO_REF-}" ]; then
  printf '%s %s %s %s\n' "$PRE_COMMIT_LOCAL_BRANCH" "$PRE_COMMIT_TO_REF" \
    "$PRE_COMMIT_REMOTE_BRANCH" "$PRE_COMMIT_FROM_REF" |
    "$program" hook pre-push "$PRE_COMMIT_REMOTE_NAME" "$PRE_COMMIT_REMOTE_URL"
  exit
fi
exec "$program" hook "$hook" "$@"
