module Nightly
  CARD = {
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
  }.freeze

  def self.message
    {
      cardsV2: [{ 'cardId' => "nightly", :card => CARD }]
    }
  end
end

puts Nightly.message.to_json
