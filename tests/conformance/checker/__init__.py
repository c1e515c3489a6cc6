"""Rules of ISO 19005-3 level A, ISO 14289-1 and ISO 15930-7, written from the standards."""
