#!/bin/bash
# Whether the silo of this container takes work: /health/ready answers 200. Bash speaks to it by itself, for want of curl.
exec 3<>"/dev/tcp/127.0.0.1/${GRID_WEB_PORT:-8080}" || exit 1
printf 'GET /health/ready HTTP/1.0\r\nHost: localhost\r\n\r\n' >&3
IFS=' ' read -r -t 4 _ status _ <&3
[ "$status" = 200 ]
