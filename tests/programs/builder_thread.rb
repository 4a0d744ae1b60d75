module Nightly
  CARD = {
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
  }.freeze

  def self.message
    {
      text: "\"Release\" 2.4 \\ notes",
      thread: {
      threadKey: "release-2.4"
    },
      cardsV2: [{ 'cardId' => "c", :card => CARD }]
    }
  end
end

puts Nightly.message.to_json
