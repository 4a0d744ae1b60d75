//! U: what the sender may do.

use crate::message::checks::references;
use crate::message::checks::rule::{Rule, Severity};

rules! {
CARDS_USER_AUTH "U01" "cards-user-auth" Error(Refused) SEND
    "A person sends cards only in Google's developer preview."
    "Google Chat answers 400 \"Message cannot have cards for requests carrying human credentials.\" Send as an app or through a webhook, or set developer_preview = true in a profile that takes part in the preview.";
CARDS_USER_NO_ID "U02" "cards-user-no-id" Error(Refused) USER_CARDS
    "Cards that a person sends have IDs."
    "The app needs the cardId to replace the card later. Give each card an ID that is unique in the message.";
ACCESSORY_USER_AUTH "U03" "accessory-user-auth" Error(Refused) MESSAGES
    "Accessory buttons are sent by an app."
    "Accessory widgets need app credentials. Send as an app, or put the buttons into a card.";
PRIVATE_USER_AUTH "U04" "private-user-auth" Error(Refused) MESSAGES
    "Private messages are sent by an app."
    "Only an app can show a message to one person of a space. Send as an app, or remove the private viewer.";
PRIVATE_ATTACHMENT "U05" "private-attachment" Error(Refused) MESSAGES
    "A private message has no attachment."
    "Google Chat refuses the two together. Put a link to the file into the text.";
PRIVATE_VIEWER_FORM "U06" "private-viewer-form" Error(Refused) MESSAGES
    "The private viewer is named as users/USER."
    "Write users/ and the person's ID, such as users/123456789.";
PRIVATE_EMAIL "U07" "private-email" Info SEND
    "A private viewer is best named by ID."
    "Google's guide allows an email address here; an ID stays the same when the address changes.";
ATTACHMENT_ACCESSORY "U08" "attachment-accessory" Error(Refused) FILES
    "A message with an attachment has no accessory buttons."
    "Google's guide excludes the two together. Put the buttons into a card, or a link to the file into the text.";
ATTACHMENT_APP_AUTH "U09" "attachment-app-auth" Warning FILES
    "Attachments are sent by a person."
    "Uploads need a person's credentials, and an app that sends a person's upload was refused. Send as a person, or put a link into the text.";
ATTACHMENT_WEBHOOK "U10" "attachment-webhook" Warning MEANING
    "A webhook sends no attachment."
    "A webhook cannot upload files, so it has nothing to attach. Put a link to the file into the text.";
NOTIFY_USER_AUTH "U11" "notify-user-auth" Error(Refused) CREATE
    "Only an app decides how loudly a message arrives."
    "Forced and silent notifications need app credentials. Send as an app, or leave the notification as people have chosen.";
EMOJI_APP_AUTH "U12" "emoji-app-auth" Warning FORMAT
    "Custom emoji are sent by people."
    "From an app or a webhook a custom emoji is shown as typed. Use an emoji of Unicode.";
EMAIL_MENTION_APP "U13" "email-mention-app" Warning FORMAT
    "Only a person mentions people by email address."
    "An app or a webhook must name the person by ID, as <users/123456789>.";
WEBHOOK_ACTION "U14" "webhook-action" Warning MEANING
    "Buttons of a webhook open links."
    "A webhook has no app that could be called: the button is drawn, and does nothing. Use openLink.";
WEBHOOK_ACCESSORY "U15" "webhook-accessory" Warning MEANING
    "A webhook puts its buttons into cards."
    "Google's reference asks for app credentials for accessory widgets; whether a webhook counts as an app is not said.";
WEBHOOK_URL "U16" "webhook-url" Error(Refused) WEBHOOKS
    "A webhook has the address that Google Chat gave it."
    "It reads https://chat.googleapis.com/v1/spaces/SPACE/messages?key=KEY&token=TOKEN. Copy it anew from the space's menu, Apps & integrations.";
WEBHOOK_OTHER_SPACE "U17" "webhook-other-space" Error(Refused) WEBHOOKS
    "A webhook posts into its own space."
    "A webhook is bound to the space in which it was made. Choose that space, or a webhook of the other one.";
SCOPE_MISSING "U18" "scope-missing" Error(Refused) CREATE
    "The credentials have the scope that sending needs."
    "Google Chat answers 403. Sign in again and grant the scope, or ask an administrator to.";
SCOPE_MIX "U19" "scope-mix" Error(Refused) AUTH
    "App scopes are asked for by apps only."
    "chat.bot and chat.app.* cannot be granted to a person, nor to an app that acts for a person. Remove subject from the profile, or ask for the scopes of people.";
WEBHOOK_RATE "U20" "webhook-rate" Warning LIMITS
    "A space gets one message a second."
    "Google Chat answers 429 to more writes a second in one space, all apps together. Wait a second.";
ANNOUNCEMENT_SPACE "U21" "announcement-space" Warning SPACES
    "Into an announcement space its managers post."
    "The space lets only its managers post, so the message may be refused. Ask a manager, or choose another space.";
ATTACHMENT_NAME "U22" "attachment-name" Error(Refused) UPLOAD
    "A file that is attached has a name with an ending, and 1 to 209,715,200 bytes."
    "The upload refuses other files. Rename the file, or share it in Google Drive and send the link.";
SENDER_FIELD "U23" "sender-field" Warning CREATE
    "A field is one that this kind of sender may set."
    "Google documents the field for other senders only. It may be ignored or refused.";
}
