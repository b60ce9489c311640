"""A client that is not ours: PyPI's websockets speaks the protocol of docs/local-service.md, written from that description alone.

    foreign.py ADDRESS OPERATION CERTIFICATE < MESSAGE      prints the answer
"""
import asyncio
import ssl
import sys

import websockets


async def ask(address: str, operation: str, certificate: str, message: str) -> str:
    trust = ssl.create_default_context(cafile=certificate)
    async with websockets.connect(f"{address}/{operation}", ssl=trust) as socket:
        await socket.send(message)
        return await socket.recv()


print(asyncio.run(ask(*sys.argv[1:4], sys.stdin.read())))
