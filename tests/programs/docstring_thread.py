"""Tells the room's people that the nightly build is done.

Don't forget the token: {"token": "…"} goes into the environment.
"""

import os

import requests

URL = os.environ["CHAT_WEBHOOK_URL"]  # key and token, don't print it

message = {
    "text": "\"Release\" 2.4 \\ notes",
    "thread": {
        "threadKey": "release-2.4",
    },
    "cardsV2": [{
        "cardId": "c",
        "card": {
            "sections": [{
                "collapsible": True,
                "widgets": [{
                    "image": {
                        "imageUrl": "https://example.com/a.png",
                        "altText": "A chart",
                    },
                }, {
                    "divider": {},
                }, {
                    "textParagraph": {
                        "text": "Done",
                    },
                }],
            }],
        },
    }],
}


def main():
    """Sends it."""
    answer = requests.post(URL, json=message, timeout=10)
    answer.raise_for_status()
    print(f"Sent {answer.json()['name']}")


if __name__ == "__main__":
    main()
