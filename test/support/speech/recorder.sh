#!/bin/sh
# Stands where a synthesiser stands: keeps what it is given, a line "LANGUAGE<tab>TEXT<tab>RATE PITCH VOLUME"
# each, and holds a text with the word "forever" until it is killed.
read -r text
printf '%s\t%s\t%s\n' "$1" "$text" "$3" >> "$2"
case "$text" in *forever*) exec sleep 60 ;; esac
