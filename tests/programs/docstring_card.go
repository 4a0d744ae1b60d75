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
		"cardsV2": []any{
			map[string]any{
				"cardId": "nightly",
				"card": map[string]any{
					"header": map[string]any{
						"title": "Nightly build",
						"subtitle": "main",
					},
					"sections": []any{
						map[string]any{
							"header": "Result",
							"widgets": []any{
								map[string]any{
									"decoratedText": map[string]any{
										"topLabel": "State",
										"text": "It's <b>green</b>",
									},
								},
								map[string]any{
									"buttonList": map[string]any{
										"buttons": []any{
											map[string]any{
												"text": "Open the log",
												"onClick": map[string]any{
													"openLink": map[string]any{
														"url": "https://example.com/log?a=1&b=2",
													},
												},
											},
										},
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
