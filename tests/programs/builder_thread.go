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
		Text: "\"Release\" 2.4 \\ notes",
		Thread: &chat.Thread{
			ThreadKey: "release-2.4",
		},
		CardsV2: []*chat.CardWithId{{
			CardId: "c",
			Card: &chat.GoogleAppsCardV1Card{
				Sections: []*chat.GoogleAppsCardV1Section{{
					Collapsible: true,
					Widgets: []*chat.GoogleAppsCardV1Widget{{
						Image: &chat.GoogleAppsCardV1Image{
							ImageUrl: "https://example.com/a.png",
							AltText: "A chart",
						},
					}, {
						Divider: &chat.GoogleAppsCardV1Divider{},
					}, {
						TextParagraph: &chat.GoogleAppsCardV1TextParagraph{
							Text: "Done",
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
