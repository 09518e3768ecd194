#!/bin/busybox sh
# The guest's first program. Loads the drivers, then carries out what comes over the second serial port until the power
# goes: a line "NUMBER SECONDS COMMAND", the command in base64, is answered by "NUMBER EXITCODE =OUTPUT =ERRORS", both
# in base64. The first serial port is the console.
/bin/busybox --install -s /bin
export PATH=/bin:/usr/bin HOME=/
mount -t proc proc /proc
mount -t sysfs sys /sys
mount -t devtmpfs dev /dev 2>/dev/null
exec </dev/null >/dev/ttyS0 2>&1

while read -r driver; do
    insmod "/drivers/$driver"
done </drivers/list

exec 3<>/dev/ttyS1
stty raw -echo <&3
echo "ready $(uname -r)" >&3
while read -r number seconds command <&3; do
    echo "$command" | base64 -d >/tmp/command
    # what a command leaves running must not hold the line, and one that hangs must not hold up the next
    timeout -s KILL "$seconds" sh /tmp/command </dev/null >/tmp/output 2>/tmp/errors 3>&-
    echo "$number $? =$(base64 -w 0 /tmp/output) =$(base64 -w 0 /tmp/errors)" >&3
done
