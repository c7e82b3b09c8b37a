#!/bin/sh
# Runs a program with the words of a command and keeps what it answers in the folder $ANSWERS: a line with the words, then
# the JSON. Refusals are no part of a command's answer.
program="$1 $2"
shift 2
answer=$($program "$@")
code=$?
[ "$code" -eq 0 ] && printf '%s %s %s\n%s\n' "$1" "${2:-}" "${3:-}" "$answer" >"$(mktemp "$ANSWERS/XXXXXXXX")"
printf '%s\n' "$answer"
exit "$code"
