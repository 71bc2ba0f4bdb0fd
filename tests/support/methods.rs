//! The methods of the Bot API that the bot uses, with what they check.

use std::time::{Duration, Instant};

use serde_json::{Value, json};

use super::{
    rules::{self, check},
    server::{BOT, BOT_ID, Message, Server, World},
};

/// Fields that say where a message goes.
const PLACE: &[&str] = &["chat_id", "message_thread_id", "reply_parameters"];

impl Server {
    pub(super) fn execute(&self, method: &str, params: &Value) -> Result<Value, (u16, String)> {
        let bad = |reason: String| (400, format!("Bad Request: {reason}"));
        match method {
            "getupdates" => self.updates(params),
            "getme" => Ok(json!({"id": BOT_ID, "is_bot": true, "first_name": "问报", "username": BOT,
                "can_join_groups": true, "can_read_all_group_messages": false, "supports_inline_queries": false,
                "future": {}})),
            "deletewebhook" => {
                self.world().webhook = false;
                Ok(json!(true))
            }
            "sendmessage" => self.send(params).map_err(bad),
            "sendphoto" => self.picture(params).map_err(bad),
            "answercallbackquery" => rules::tapped(params).map(|()| json!(true)).map_err(bad),
            "editmessagetext" => self.change(params).map_err(bad),
            "deletemessage" => {
                rules::fields(params, &["chat_id", "message_id"]).map_err(bad)?;
                let mut world = self.world();
                world.find(params).map_err(|_| bad("message to delete not found".into()))?.deleted = true;
                Ok(json!(true))
            }
            "answerinlinequery" => rules::inline(params).map(|()| json!(true)).map_err(bad),
            "setmycommands" => {
                rules::commands(params).map_err(bad)?;
                self.world().commands.insert(language(params), params["commands"].clone());
                Ok(json!(true))
            }
            "getmycommands" => Ok(self.world().commands.get(&language(params)).cloned().unwrap_or_else(|| json!([]))),
            "setmydescription" => self.set_text(params, "description", 512).map_err(bad),
            "setmyshortdescription" => self.set_text(params, "short_description", 120).map_err(bad),
            "getmydescription" => Ok(self.text(params, "description")),
            "getmyshortdescription" => Ok(self.text(params, "short_description")),
            _ => Err((404, "Not Found: method not found".into())),
        }
    }

    fn updates(&self, params: &Value) -> Result<Value, (u16, String)> {
        rules::fields(params, &["offset", "limit", "timeout", "allowed_updates"]).map_err(|reason| (400, reason))?;
        let conflict = |words: &str| Err((409, format!("Conflict: {words}")));
        let webhook =
            "can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first";
        let other = "terminated by other getUpdates request; make sure that only one bot instance is running";
        let offset = params["offset"].as_i64().unwrap_or(0);
        let limit = params["limit"].as_u64().map_or(100, |limit| limit.clamp(1, 100) as usize);
        let end = Instant::now() + Duration::from_secs(params["timeout"].as_u64().unwrap_or(0).min(50));
        let mut world = self.world();
        world.poll += 1;
        let me = world.poll;
        self.shared.1.notify_all();
        if world.webhook {
            return conflict(webhook);
        }
        // As in TQueue: an offset behind the queue's end starts anew.
        if offset > 0 && offset <= world.next_update + 10 {
            while world.updates.front().is_some_and(|(id, _)| *id < offset) {
                world.updates.pop_front();
            }
        }
        loop {
            if world.poll != me {
                return conflict(other);
            }
            let again = std::mem::take(&mut world.again);
            let found: Vec<_> =
                again.into_iter().chain(world.updates.iter().take(limit).map(|(_, update)| update.clone())).collect();
            let left = end.saturating_duration_since(Instant::now());
            if !found.is_empty() || left.is_zero() {
                return Ok(found.into());
            }
            world = self.shared.1.wait_timeout(world, left).unwrap().0;
        }
    }

    fn send(&self, params: &Value) -> Result<Value, String> {
        rules::fields(params, &[&["text", "parse_mode", "link_preview_options", "reply_markup"], PLACE].concat())?;
        let text = rules::text(params, "text")?;
        rules::keyboard(params)?;
        self.post(params, text)
    }

    fn picture(&self, params: &Value) -> Result<Value, String> {
        rules::fields(params, &[&["photo", "caption"], PLACE].concat())?;
        check(params["photo"]["png"] == true, "IMAGE_PROCESS_FAILED")?;
        let caption = params["caption"].as_str().unwrap_or_default().to_owned();
        check(caption.encode_utf16().count() <= 1024, "message caption is too long")?;
        self.post(params, caption)
    }

    /// A message with `text` where `params` say.
    fn post(&self, params: &Value, text: String) -> Result<Value, String> {
        let chat = params["chat_id"].as_i64().ok_or("chat_id is empty")?;
        let reply = &params["reply_parameters"];
        if !reply.is_null() {
            rules::fields(reply, &["message_id", "allow_sending_without_reply"])?;
        }
        let reply_to = reply["message_id"].as_i64();
        let mut world = self.world();
        if let Some(id) = reply_to {
            let ours = world.messages.iter().any(|message| (message.chat, message.id) == (chat, id));
            check(ours || world.questions.contains(&(chat, id)), "message to be replied not found")?;
        }
        world.next_message += 1;
        let id = world.next_message;
        let thread = params["message_thread_id"].as_i64();
        world.messages.push(Message { chat, id, text, reply_to, thread, edits: 0, deleted: false });
        Ok(json!({"message_id": id, "chat": {"id": chat, "type": "future"}, "date": 0, "entities": "of the future"}))
    }

    fn change(&self, params: &Value) -> Result<Value, String> {
        let known = ["chat_id", "message_id", "text", "parse_mode", "link_preview_options", "reply_markup"];
        rules::fields(params, &known)?;
        rules::keyboard(params)?;
        let text = rules::text(params, "text")?;
        let mut world = self.world();
        let message = world.find(params).map_err(|_| "message to edit not found")?;
        check(message.text != text, "message is not modified: specified new message content …")?;
        message.text = text;
        message.edits += 1;
        Ok(json!({"message_id": message.id}))
    }

    fn set_text(&self, params: &Value, name: &str, most: usize) -> Result<Value, String> {
        rules::fields(params, &[name, "language_code"])?;
        let text = params[name].as_str().unwrap_or_default();
        check(text.encode_utf16().count() <= most, "DESCRIPTION_TOO_LONG")?;
        self.world().texts.insert(format!("{name} {}", language(params)), json!(text));
        Ok(json!(true))
    }

    fn text(&self, params: &Value, name: &str) -> Value {
        let text = self.world().texts.get(&format!("{name} {}", language(params))).cloned();
        json!({name: text.unwrap_or_else(|| json!(""))})
    }
}

impl World {
    fn find(&mut self, params: &Value) -> Result<&mut Message, ()> {
        let (chat, id) = (params["chat_id"].as_i64(), params["message_id"].as_i64());
        let found = |message: &&mut Message| Some(message.chat) == chat && Some(message.id) == id && !message.deleted;
        self.messages.iter_mut().find(found).ok_or(())
    }
}

fn language(params: &Value) -> String {
    params["language_code"].as_str().unwrap_or_default().to_owned()
}
