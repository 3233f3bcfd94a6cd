//! Settings: read once, from the command line and the environment. The token is never printed.

use std::net::SocketAddr;
use std::num::NonZeroU32;
use std::path::PathBuf;

use anyhow::Context;
use chrono::TimeDelta;
use clap::Args;
use clap::builder::FalseyValueParser;
use secrecy::SecretString;

use crate::service::care::Plan;
use crate::service::run::Service;
use crate::store::{self, RESERVE_BYTES};

/// What every subcommand understands.
#[derive(Debug, Clone, Args)]
pub struct Settings {
    /// Folder of the store [default: the platform's data folder]
    #[arg(long, global = true, env = "CRAMPBOT_DATA", value_name = "DIR")]
    pub data: Option<PathBuf>,
    /// Folder of dialogue scripts [default: those inside the binary]
    #[arg(long, global = true, env = "CRAMPBOT_DIALOGUES", value_name = "DIR")]
    pub dialogues: Option<PathBuf>,
    /// Send no drawings
    #[arg(long, global = true, env = "CRAMPBOT_NO_PICTURES", value_parser = FalseyValueParser::new())]
    pub no_pictures: bool,
    /// Folder of backups [default: `backups` in the store's folder]
    #[arg(long, global = true, env = "CRAMPBOT_BACKUPS", value_name = "DIR")]
    pub backups: Option<PathBuf>,
    /// Hours between backups; 0 for none
    #[arg(
        long,
        global = true,
        env = "CRAMPBOT_BACKUP_HOURS",
        allow_negative_numbers = true,
        value_name = "H",
        default_value = "24"
    )]
    pub backup_hours: u16,
    /// How many backups are kept
    #[arg(
        long,
        global = true,
        env = "CRAMPBOT_BACKUP_KEEP",
        allow_negative_numbers = true,
        value_name = "N",
        default_value = "7"
    )]
    pub backup_keep: u16,
    /// MiB of the disk that are kept free: with less, nothing is accepted
    #[arg(long, global = true, env = "CRAMPBOT_DISK_RESERVE", allow_negative_numbers = true, value_name = "MIB", default_value_t = RESERVE_BYTES >> 20)]
    pub disk_reserve: u64,
    /// Serve /metrics and /healthz on this address, such as 127.0.0.1:9464
    #[arg(long, global = true, env = "CRAMPBOT_METRICS", value_name = "ADDR", value_parser = address)]
    pub metrics: Option<SocketAddr>,
    /// Messages one person may write in a minute before answers stop for a moment; 0: any number
    #[arg(long, global = true, env = "CRAMPBOT_FLOOD_LIMIT", allow_negative_numbers = true, value_name = "N", default_value_t = Service::FLOOD_LIMIT.get())]
    pub flood_limit: u32,
    /// Reminders sent in a second
    #[arg(long, global = true, env = "CRAMPBOT_REMINDER_RATE", allow_negative_numbers = true, value_name = "N", default_value_t = Service::REMINDERS_PER_SECOND)]
    pub reminder_rate: NonZeroU32,
}

/// No names: what they stand for may change, and be more than one.
fn address(text: &str) -> Result<SocketAddr, String> {
    let hint = "it takes an address in figures and a port, such as 127.0.0.1:9464";
    text.parse().map_err(|_| hint.to_owned())
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

    /// The folder of backups.
    pub fn backup_folder(&self) -> anyhow::Result<PathBuf> {
        match &self.backups {
            Some(backups) => Ok(backups.clone()),
            None => Ok(store::backup_folder(&self.data_folder()?)),
        }
    }

    /// What is kept free of the disk.
    pub fn reserve_bytes(&self) -> u64 {
        self.disk_reserve.saturating_mul(1 << 20)
    }

    /// How the store is looked after.
    pub fn care(&self) -> anyhow::Result<Plan> {
        Ok(Plan {
            folder: self.backup_folder()?,
            every: (self.backup_hours > 0).then(|| TimeDelta::hours(self.backup_hours.into())),
            keep: self.backup_keep.into(),
            reserve_bytes: self.reserve_bytes(),
        })
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
