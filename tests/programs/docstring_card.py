"""Tells the room's people that the nightly build is done.

Don't forget the token: {"token": "…"} goes into the environment.
"""

import os

import requests

URL = os.environ["CHAT_WEBHOOK_URL"]  # key and token, don't print it

message = {
    "cardsV2": [{
        "cardId": "nightly",
        "card": {
            "header": {
                "title": "Nightly build",
                "subtitle": "main",
            },
            "sections": [{
                "header": "Result",
                "widgets": [{
                    "decoratedText": {
                        "topLabel": "State",
                        "text": "It's <b>green</b>",
                    },
                }, {
                    "buttonList": {
                        "buttons": [{
                            "text": "Open the log",
                            "onClick": {
                                "openLink": {
                                    "url": "https://example.com/log?a=1&b=2",
                                },
                            },
                        }],
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
