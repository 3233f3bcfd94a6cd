//! Settings: read once, from the command line and the environment. The token is never printed.

use std::num::NonZeroU32;
use std::path::PathBuf;

use anyhow::Context;
use clap::Args;
use secrecy::SecretString;

use crate::service::run::Service;

/// What every subcommand understands.
#[derive(Debug, Clone, Args)]
pub struct Settings {
    /// Folder of the store [default: the platform's data folder]
    #[arg(long, global = true, env = "CRAMPBOT_DATA", value_name = "DIR")]
    pub data: Option<PathBuf>,
    /// Folder of dialogue scripts [default: those inside the binary]
    #[arg(long, global = true, env = "CRAMPBOT_DIALOGUES", value_name = "DIR")]
    pub dialogues: Option<PathBuf>,
    /// Messages one person may write in a minute before answers stop for a moment; 0: any number
    #[arg(long, global = true, env = "CRAMPBOT_FLOOD_LIMIT", value_name = "N", default_value_t = Service::FLOOD_LIMIT.get())]
    pub flood_limit: u32,
    /// Reminders sent in a second
    #[arg(long, global = true, env = "CRAMPBOT_REMINDER_RATE", value_name = "N", default_value_t = Service::REMINDERS_PER_SECOND)]
    pub reminder_rate: NonZeroU32,
}

/// How to reach Telegram.
pub struct TelegramSettings {
    /// The bot's token.
    pub token: SecretString,
    /// Another Bot API server than Telegram's own.
    pub address: Option<String>,
}

impl Settings {
    /// How the bot serves.
    pub fn service(&self) -> Service {
        Service {
            reminders_per_second: self.reminder_rate,
            flood_limit: NonZeroU32::new(self.flood_limit),
            ..Service::default()
        }
    }

    /// The folder of the store.
    pub fn data_folder(&self) -> anyhow::Result<PathBuf> {
        if let Some(data) = &self.data {
            return Ok(data.clone());
        }
        let project = directories::ProjectDirs::from("", "", "crampbot");
        let project = project.context("this machine names no home folder; give --data DIR")?;
        Ok(project.data_dir().to_owned())
    }
}

impl TelegramSettings {
    /// Reads teloxide's own variables; `None` without a token.
    pub fn from_env() -> Option<Self> {
        let token = std::env::var("TELOXIDE_TOKEN").ok()?.trim().to_owned();
        let address = std::env::var("TELOXIDE_API_URL").ok();
        (!token.is_empty()).then(|| Self {
            token: SecretString::from(token),
            address: address.filter(|address| !address.trim().is_empty()),
        })
    }
}
