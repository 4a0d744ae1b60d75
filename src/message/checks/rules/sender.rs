//! U: what the sender may do.

use crate::message::checks::references;
use crate::message::checks::rule::{Rule, Severity};

rules! {
CARDS_USER_AUTH "U01" "cards-user-auth" Error(Refused) SEND
    "A person sends cards without Google's developer preview."
    "Google Chat answers 400 \"Message cannot have cards for requests carrying human credentials.\" Send as an app or through a webhook, or set developer_preview = true in a profile that takes part in the preview.";
CARDS_USER_NO_ID "U02" "cards-user-no-id" Error(Refused) USER_CARDS
    "A card that a person sends has no cardId."
    "The app needs the cardId to replace the card later. Give each card an ID that is unique in the message.";
ACCESSORY_USER_AUTH "U03" "accessory-user-auth" Error(Refused) MESSAGES
    "A person sends accessory buttons."
    "Accessory widgets need app credentials. Send as an app, or put links into the text.";
PRIVATE_USER_AUTH "U04" "private-user-auth" Error(Refused) MESSAGES
    "A person sends a private message."
    "Only an app can show a message to one person of a space. Send as an app, or remove the private viewer.";
PRIVATE_ATTACHMENT "U05" "private-attachment" Error(Refused) MESSAGES
    "A private message has an attachment."
    "Google Chat refuses the two together. Put a link to the file into the text.";
PRIVATE_VIEWER_FORM "U06" "private-viewer-form" Error(Refused) MESSAGES
    "The private viewer is not of the form users/USER."
    "Write users/ and the person's ID, such as users/123456789.";
PRIVATE_EMAIL "U07" "private-email" Warning SEND
    "The private viewer is named by email address, not by ID."
    "A private message needs an app's credentials, and an app names people by ID: whether Google Chat takes an email address here is not confirmed. Write users/ and the person's ID.";
ATTACHMENT_ACCESSORY "U08" "attachment-accessory" Error(Refused) FILES
    "A message with an attachment has accessory buttons."
    "Google's guide excludes the two together. Put the buttons into a card, or a link to the file into the text.";
ATTACHMENT_APP_AUTH "U09" "attachment-app-auth" Warning FILES
    "An app sends an attachment."
    "Uploads need a person's credentials, and an app that sends a person's upload was refused. Send as a person, or put a link into the text.";
ATTACHMENT_WEBHOOK "U10" "attachment-webhook" Warning MEANING
    "A webhook sends an attachment."
    "A webhook cannot upload files, so it has nothing to attach. Put a link to the file into the text.";
NOTIFY_USER_AUTH "U11" "notify-user-auth" Error(Refused) CREATE
    "A person sends a forced or silent notification."
    "Forced and silent notifications need app credentials. Send as an app, or leave the notification as people have chosen.";
EMOJI_APP_AUTH "U12" "emoji-app-auth" Warning FORMAT
    "An app or a webhook sends a custom emoji."
    "From an app or a webhook a custom emoji is shown as typed. Use an emoji of Unicode.";
EMAIL_MENTION_APP "U13" "email-mention-app" Warning FORMAT
    "An app or a webhook mentions a person by email address."
    "An app or a webhook must name the person by ID, as <users/123456789>.";
WEBHOOK_ACTION "U14" "webhook-action" Warning MEANING
    "A button of a webhook's message calls an app."
    "A webhook has no app that could be called: the button is drawn, and does nothing. Use openLink.";
WEBHOOK_ACCESSORY "U15" "webhook-accessory" Warning MEANING
    "A webhook sends accessory buttons."
    "Google's reference asks for app credentials for accessory widgets; whether a webhook counts as an app is not said. Put the buttons into a card to be sure.";
WEBHOOK_URL "U16" "webhook-url" Error(Refused) WEBHOOKS
    "The webhook's URL is not one that Google Chat gives out."
    "It reads https://chat.googleapis.com/v1/spaces/SPACE/messages?key=KEY&token=TOKEN. Copy it again from the space's menu, Apps & integrations.";
WEBHOOK_OTHER_SPACE "U17" "webhook-other-space" Error(Refused) WEBHOOKS
    "A webhook posts to a space other than its own."
    "A webhook is bound to the space in which it was made. Choose that space, or a webhook of the other one.";
SCOPE_MISSING "U18" "scope-missing" Error(Refused) CREATE
    "The credentials lack a scope that sending needs."
    "Google Chat answers 403. Sign in again and grant the scope, or ask an administrator to.";
SCOPE_MIX "U19" "scope-mix" Error(Refused) AUTH
    "A person's credentials ask for an app's scope."
    "chat.bot and chat.app.* cannot be granted to a person, nor to an app that acts for a person. Remove subject from the profile, or ask for the scopes of people.";
WEBHOOK_RATE "U20" "webhook-rate" Warning LIMITS
    "A space gets more than one message a second."
    "Google Chat answers 429 to more writes a second in one space, all apps together. Wait a second.";
ANNOUNCEMENT_SPACE "U21" "announcement-space" Warning SPACES
    "A message goes to an announcement space, where only managers post."
    "The space lets only its managers post, so the message may be refused. Ask a manager, or choose another space.";
ATTACHMENT_NAME "U22" "attachment-name" Error(Refused) UPLOAD
    "An attached file is empty, too large, or has no file extension."
    "The upload refuses such a file. Give it content and a name such as notes.pdf, or share it in Google Drive and send the link.";
SENDER_FIELD "U23" "sender-field" Warning CREATE
    "A field is set that this kind of sender may not set."
    "Google documents the field for other senders only. It may be ignored or refused.";
VIEWER_UNKNOWN "U24" "viewer-unknown" Warning MESSAGES
    "The private viewer is not a member of the space."
    "Google Chat may refuse the message. Choose a member of the space as viewer, or another space.";
}
