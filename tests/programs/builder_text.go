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
		Text: "Nightly build done\nAll 214 tests are green 🎉",
	}
	if _, err := service.Spaces.Messages.Create("spaces/AAAAnightly", message).Do(); err != nil {
		log.Fatal(err)
	}
}
