#!/bin/sh
# The command `gateway` for the blocks of the docs: the built one, but `tail` ends once it has printed something.
here=$(dirname "$(readlink -f "$0")")
if [ "$1" = tail ]; then
  exec node "$here/tail.js" "$@"
fi
exec node "$here/../../../bin/gateway.js" "$@"
