//! `sources.bib` to formatted citations.
