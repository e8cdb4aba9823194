#!/bin/sh
# Shows the project at another place, to be read only, and runs a command that sees it there:
#   unshare --mount sh project-view.sh PROJECT PLACE COMMAND…
# A clone may lie in a folder that the tests' user may not enter; its owner's files are left as they are.
set -e
project=$1
place=$2
shift 2
mount -t tmpfs -o mode=755,size=1m descry "$place"
for path in "$project"/*; do
  at="$place/${path##*/}"
  if [ -d "$path" ]; then mkdir "$at"; else : > "$at"; fi
  mount --bind "$path" "$at"
  mount -o remount,bind,ro "$at"
done
exec "$@"
