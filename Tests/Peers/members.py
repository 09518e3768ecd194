"""A crowd of clients in one process, each with manners of its own. Runs alone, as any user:

    members.py SOCKET '{"deaf": 100, "slow": 100, "vanishing": 100, "polite": 110, "listening": 90}'

Says `ready` once all have connected, and what they saw as one line of JSON after its input has ended.
"""

import asyncio
import json
import socket
import sys

LISTEN = b"GET /v1/events HTTP/1.1\r\nHost: x\r\n\r\n"
HALF = b"POST /v1/commands HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 500\r\n\r\n{"
seen = {"answers": 0, "busy": 0, "refused": 0, "events": 0, "streams": 0, "vanished": 0, "cut": 0}


async def connected(path):
    """Until there is room in the line before the daemon."""
    while True:
        try:
            return await asyncio.open_unix_connection(path)
        except (BlockingIOError, ConnectionRefusedError):
            await asyncio.sleep(0.05)


async def deaf(path, number, ready):
    """Listens to all events, and reads none."""
    while True:
        line = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        line.setblocking(False)
        loop = asyncio.get_running_loop()
        try:
            await loop.sock_connect(line, path)
            await loop.sock_sendall(line, LISTEN)
            ready()
            # a daemon that has enough of it closes; until then nothing is taken from the line
            while line.fileno() >= 0:
                await asyncio.sleep(1)
                await loop.sock_sendall(line, b"\r\n")
        except OSError:
            seen["cut"] += 1
            await asyncio.sleep(0.05)
        finally:
            line.close()


async def slow(path, number, ready):
    """One byte each second."""
    while True:
        reader, writer = await connected(path)
        try:
            for byte in HALF + b" " * 500:
                writer.write(bytes([byte]))
                await writer.drain()
                ready()
                await asyncio.sleep(1)
        except OSError:
            seen["cut"] += 1
        finally:
            writer.close()


async def vanishing(path, number, ready):
    """Goes in the middle of a request or of a stream, and comes again."""
    while True:
        reader, writer = await connected(path)
        try:
            stream = (number + seen["vanished"]) % 4 == 0
            writer.write(LISTEN if stream else HALF)
            await writer.drain()
            if stream:
                await reader.read(100)
        except OSError:
            pass
        finally:
            writer.transport.abort()
        seen["vanished"] += 1
        ready()
        await asyncio.sleep(0.2)


async def answer(reader):
    head = await reader.readuntil(b"\r\n\r\n")
    fields = dict(line.lower().split(b": ", 1) for line in head.split(b"\r\n")[1:] if b": " in line)
    await reader.readexactly(int(fields.get(b"content-length", 0)))
    return int(head.split(b" ", 2)[1])


async def asking(path, ready, request, pause):
    """One request after the other on one connection."""
    while True:
        reader, writer = await connected(path)
        try:
            while True:
                writer.write(request)
                await writer.drain()
                status = await answer(reader)
                seen["answers" if status < 300 else "busy" if status == 429 else "refused"] += 1
                ready()
                await asyncio.sleep(pause)
        except (OSError, asyncio.IncompleteReadError):
            seen["cut"] += 1
        finally:
            writer.close()


def polite(path, number, ready):
    return asking(path, ready, b"GET /v1/wands HTTP/1.1\r\nHost: x\r\n\r\n", 1)


def silencing(path, number, ready):
    """Silences an alarm again and again: each time is an event."""
    return asking(path, ready, b"POST /v1/alarms/%d/silence HTTP/1.1\r\nHost: x\r\n\r\n" % ALARM, 0)


async def listening(path, number, ready):
    """Reads the stream of events as it comes."""
    while True:
        reader, writer = await connected(path)
        try:
            writer.write(LISTEN)
            await writer.drain()
            while line := await reader.readline():
                if line.startswith(b"event: hello"):
                    seen["streams"] += 1
                    ready()
                elif line.startswith(b"event: bye"):
                    seen["cut"] += 1
                elif line.startswith(b"event: "):
                    seen["events"] += 1
                elif line.startswith(b"HTTP/1.1 ") and b" 200 " not in line:
                    seen["refused"] += 1
        except (OSError, ValueError):
            seen["cut"] += 1
        finally:
            writer.close()
        await asyncio.sleep(0.05)


async def main(path, counts):
    waiting = sum(counts.values())
    all_there = asyncio.Event()
    tasks = []

    def once():
        called = False

        def ready():
            nonlocal called, waiting
            if not called:
                called, waiting = True, waiting - 1
                if waiting == 0:
                    all_there.set()
        return ready

    for kind, count in counts.items():
        for number in range(count):
            tasks.append(asyncio.create_task(KINDS[kind](path, number, once())))
    if waiting:
        await all_there.wait()
    print("ready", flush=True)
    await asyncio.get_running_loop().run_in_executor(None, sys.stdin.readline)
    for task in tasks:
        task.cancel()
    ended = await asyncio.gather(*tasks, return_exceptions=True)
    faults = [repr(end) for end in ended if not isinstance(end, asyncio.CancelledError)]
    print(json.dumps(dict(seen, faults=faults)), flush=True)


KINDS = {kind.__name__: kind for kind in (deaf, slow, vanishing, polite, silencing, listening)}
counts = json.loads(sys.argv[2])
ALARM = counts.pop("alarm", 0)
asyncio.run(main(sys.argv[1], counts))
