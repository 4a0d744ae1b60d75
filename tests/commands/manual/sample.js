// Sends a message, as in a guide.
const message = {
  text: 'Build *42* is done',
  cardsV2: [{
    cardId: 'build',
    card: {header: {title: 'Build 42'}, sections: [{widgets: [{textParagraph: {text: 'Green'}}]}]},
  }],
};
chat.spaces.messages.create({parent: 'spaces/AAAA', requestBody: message});
