// Command nightly tells the room's people that the nightly build is done.
//
// Don't forget the token: {"token": "…"} goes into the environment.
package main

import (
	"bytes"
	"encoding/json"
	"net/http"
	"os"
)

func main() {
	message := map[string]any{
		"text": "\"Release\" 2.4 \\ notes",
		"thread": map[string]any{
			"threadKey": "release-2.4",
		},
		"cardsV2": []any{
			map[string]any{
				"cardId": "c",
				"card": map[string]any{
					"sections": []any{
						map[string]any{
							"collapsible": true,
							"widgets": []any{
								map[string]any{
									"image": map[string]any{
										"imageUrl": "https://example.com/a.png",
										"altText": "A chart",
									},
								},
								map[string]any{
									"divider": map[string]any{},
								},
								map[string]any{
									"textParagraph": map[string]any{
										"text": "Done",
									},
								},
							},
						},
					},
				},
			},
		},
	}
	body, err := json.Marshal(message)
	if err != nil {
		panic(err)
	}
	if _, err := http.Post(os.Getenv("CHAT_WEBHOOK_URL"), "application/json", bytes.NewReader(body)); err != nil {
		panic(err)
	}
}
