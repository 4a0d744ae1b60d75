# Tells the room's people that the nightly build is done.
# Don't forget the token: {"token": "…"} goes into the environment.
require "json"
require "net/http"

message = {
  cardsV2: [{
    cardId: "nightly",
    card: {
      header: {
        title: "Nightly build",
        subtitle: "main"
      },
      sections: [{
        header: "Result",
        widgets: [{
          decoratedText: {
            topLabel: "State",
            text: "It's <b>green</b>"
          }
        }, {
          buttonList: {
            buttons: [{
              text: "Open the log",
              onClick: {
                openLink: {
                  url: "https://example.com/log?a=1&b=2"
                }
              }
            }]
          }
        }]
      }]
    }
  }]
}

uri = URI(ENV.fetch("CHAT_WEBHOOK_URL"))
response = Net::HTTP.post(uri, message.to_json, "Content-Type" => "application/json")
puts "Sent #{JSON.parse(response.body)["name"]}"
