//! T and Q: threads and quotes.

use crate::message::checks::references;
use crate::message::checks::rule::{Rule, Severity};

rules! {
THREAD_WITHOUT_OPTION "T01" "thread-without-option" Warning CREATE
    "A reply has no messageReplyOption."
    "Without messageReplyOption Google Chat ignores the thread and starts a new one. Set REPLY_MESSAGE_FALLBACK_TO_NEW_THREAD or REPLY_MESSAGE_OR_FAIL.";
OPTION_WITHOUT_THREAD "T02" "option-without-thread" Warning MEANING
    "A reply option is set, but no thread."
    "The request names no thread that could be replied to. Set thread.threadKey or thread.name, or remove the option.";
THREAD_KEY_LENGTH "T03" "thread-key-length" Error(Refused) MESSAGES
    "A thread key is longer than 4,000 characters."
    "Google Chat refuses a longer key. A short name such as deploy-42 does.";
THREAD_NAME_FORM "T04" "thread-name-form" Error(Refused) PRACTICE
    "The name of a thread is not of the form spaces/SPACE/threads/THREAD."
    "Google Chat answers 400 \"The request contains an invalid thread resource name\". A name of your own goes into threadKey.";
THREAD_OTHER_SPACE "T05" "thread-other-space" Error(Refused) PRACTICE
    "The thread is not in the space that gets the message."
    "Google Chat answers 400 to a thread of another space. Choose the other space, or another thread.";
THREAD_BOTH "T06" "thread-both" Warning MEANING
    "A thread is given both by name and by key."
    "Google does not say which of the two counts. Keep one.";
THREAD_UNTHREADED "T07" "thread-unthreaded" Warning MESSAGES
    "A reply goes to a space without threads."
    "In direct messages, group chats and spaces without threads Google Chat ignores thread and reply option: the message is posted into the conversation.";
THREAD_KEY_FOREIGN "T08" "thread-key-foreign" Warning WEBHOOKS
    "A reply that must find its thread has a thread key that was never used from here."
    "Nothing was sent with this key from here. Google's reference says that a new thread is started, its guide that nothing is sent. Use REPLY_MESSAGE_FALLBACK_TO_NEW_THREAD to be sure.";
THREAD_KEY_QUERY "T09" "thread-key-query" Warning CREATE
    "The thread key is set in the request's URL, not in the message."
    "The parameter threadKey is deprecated; use message.thread.threadKey. With both set it is not clear which counts; keep the one in the message.";
THREAD_KEY_ADDRESS "T10" "thread-key-address" Warning PRACTICE
    "A thread key is an address."
    "Google Chat takes any text as a key, so an address starts a thread of its own and replies in none. If it is the address of a thread, set thread.name; if the address is the key on purpose, nothing is wrong.";
QUOTE_NAME "Q01" "quote-name" Error(Refused) MESSAGES
    "A quote does not name the message that it quotes."
    "Write spaces/SPACE/messages/MESSAGE, as Google Chat gives it.";
QUOTE_TIME "Q02" "quote-time" Error(Refused) MESSAGES
    "The lastUpdateTime of a quote is not that of the quoted message."
    "lastUpdateTime is that of the quoted message, or its createTime if it was never edited. Any other time makes the request fail.";
QUOTE_THREAD "Q03" "quote-thread" Error(Refused) MESSAGES
    "A quoted message is in another thread."
    "A reply quotes messages of its thread, a message that starts a thread quotes others that do. Use quoteType FORWARD for all else.";
QUOTE_SPACE "Q04" "quote-space" Error(Refused) MESSAGES
    "A message of another space is quoted, not forwarded."
    "Set quoteType to FORWARD.";
QUOTE_UPDATE "Q05" "quote-update" Error(Refused) PATCH
    "An edit adds or changes a quote."
    "A quote cannot be added or changed later. Delete the message and send it again.";
}
