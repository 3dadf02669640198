#!/bin/sh
# npx for the blocks of the docs: npm costs three times what a command of the gateway does, so it runs once in each folder,
# and finds the command; after that, what it found is run.
found=node_modules/.bin/$1
if [ -e .npx-has-run ] && [ -e "$found" ]; then
  shift
  exec "$found" "$@"
fi
touch .npx-has-run
PATH=${PATH#*:} exec npx "$@"
