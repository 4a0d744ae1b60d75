package main

import (
	"context"
	"log"

	chat "google.golang.org/api/chat/v1"
)

func main() {
	service, err := chat.NewService(context.Background())
	if err != nil {
		log.Fatalf("no service: %v", err)
	}
	message := &chat.Message{
		CardsV2: []*chat.CardWithId{{
			CardId: "nightly",
			Card: &chat.GoogleAppsCardV1Card{
				Header: &chat.GoogleAppsCardV1CardHeader{
					Title: "Nightly build",
					Subtitle: "main",
				},
				Sections: []*chat.GoogleAppsCardV1Section{{
					Header: "Result",
					Widgets: []*chat.GoogleAppsCardV1Widget{{
						DecoratedText: &chat.GoogleAppsCardV1DecoratedText{
							TopLabel: "State",
							Text: "It's <b>green</b>",
						},
					}, {
						ButtonList: &chat.GoogleAppsCardV1ButtonList{
							Buttons: []*chat.GoogleAppsCardV1Button{{
								Text: "Open the log",
								OnClick: &chat.GoogleAppsCardV1OnClick{
									OpenLink: &chat.GoogleAppsCardV1OpenLink{
										Url: "https://example.com/log?a=1&b=2",
									},
								},
							}},
						},
					}},
				}},
			},
		}},
	}
	if _, err := service.Spaces.Messages.Create("spaces/AAAAnightly", message).Do(); err != nil {
		log.Fatal(err)
	}
}
