require "net/http"

body = <<~'JSON'.strip
  {
    "text": "Nightly build done\nAll 214 tests are green 🎉"
  }
JSON

Net::HTTP.post(URI(ENV.fetch("CHAT_WEBHOOK_URL")), body)
