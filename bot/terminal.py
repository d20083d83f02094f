"""Talking to the running bot in a terminal, over the same web channel as the page."""

from __future__ import annotations

import json
import urllib.error
import urllib.request


def call(method: str, url: str, token: str | None = None, body: dict | None = None) -> dict:
    """One call of the web channel; an error of the contract comes back as its message."""
    headers = {"Content-Type": "application/json"} | ({"Authorization": f"Bearer {token}"} if token else {})
    request = urllib.request.Request(url, method=method, headers=headers,
                                     data=None if body is None else json.dumps(body).encode())
    try:
        with urllib.request.urlopen(request, timeout=60) as response:
            return json.loads(response.read() or b"{}")
    except urllib.error.HTTPError as error:
        return {"messages": [{"text": json.loads(error.read())["error"]["message"]}]}


def talk(base: str) -> None:
    """Read lines until the end of the input; a number presses the button with that number. The session is deleted after."""
    token = call("POST", f"{base}session", body={})["token"]
    buttons: list[dict] = []
    print("Typ je vraag. Een cijfer kiest een knop. Stop met Ctrl-D.\n")
    try:
        while True:
            typed = input("> ").strip()
            if not typed:
                continue
            chosen = int(typed) if typed.isdigit() else 0
            body = {"payload": buttons[chosen - 1]["payload"]} if 0 < chosen <= len(buttons) else {"text": typed}
            buttons = []
            for message in call("POST", f"{base}message", token, body)["messages"]:
                print(f"\n{message['text']}")
                for button in message.get("buttons", []):
                    buttons.append(button)
                    print(f"  [{len(buttons)}] {button['title']}")
            print()
    except EOFError:
        print()
    finally:
        call("DELETE", f"{base}session", token)
