# Tells the room's people that the nightly build is done.
# Don't forget the token: {"token": "…"} goes into the environment.
require "json"
require "net/http"

message = {
  text: "Nightly build done\nAll 214 tests are green 🎉"
}

uri = URI(ENV.fetch("CHAT_WEBHOOK_URL"))
response = Net::HTTP.post(uri, message.to_json, "Content-Type" => "application/json")
puts "Sent #{JSON.parse(response.body)["name"]}"
