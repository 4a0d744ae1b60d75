# Tells the room's people that the nightly build is done.
# Don't forget the token: {"token": "…"} goes into the environment.
require "json"
require "net/http"

message = {
  text: "\"Release\" 2.4 \\ notes",
  thread: {
    threadKey: "release-2.4"
  },
  cardsV2: [{
    cardId: "c",
    card: {
      sections: [{
        collapsible: true,
        widgets: [{
          image: {
            imageUrl: "https://example.com/a.png",
            altText: "A chart"
          }
        }, {
          divider: {}
        }, {
          textParagraph: {
            text: "Done"
          }
        }]
      }]
    }
  }]
}

uri = URI(ENV.fetch("CHAT_WEBHOOK_URL"))
response = Net::HTTP.post(uri, message.to_json, "Content-Type" => "application/json")
puts "Sent #{JSON.parse(response.body)["name"]}"
