//! The dialogues folder: embedded copy or a folder on disk, to checked scripts.

pub mod evidence;
