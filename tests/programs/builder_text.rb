module Nightly

  def self.message
    {
      text: "Nightly build done\nAll 214 tests are green 🎉"
    }
  end
end

puts Nightly.message.to_json
