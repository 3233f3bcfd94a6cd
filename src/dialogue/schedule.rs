//! Local bedtimes to instants: the only module that knows time zones.
