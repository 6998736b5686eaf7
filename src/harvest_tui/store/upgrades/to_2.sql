-- From schema 1: sealed years, and digests of the rows kept.

-- What a file's rows add up to as they were kept, so that a change on the disk is found out.
CREATE TABLE kept_digest (
    file_id INTEGER PRIMARY KEY REFERENCES source_file,
    sha256 TEXT NOT NULL CHECK (length(sha256) = 64 AND sha256 NOT GLOB '*[^0-9a-f]*')
) STRICT;

-- A year as it was filed: its figures, and the lots that every transaction took. An amended year
-- is sealed again; the seal of a year that counts is its last one.
CREATE TABLE seal (
    seal_id INTEGER PRIMARY KEY AUTOINCREMENT,
    year INTEGER NOT NULL CHECK (year BETWEEN 1 AND 9999),
    amends INTEGER REFERENCES seal,
    head TEXT NOT NULL,             -- JSON object: figures, settings, law, digests of the rows
    transactions TEXT NOT NULL,     -- JSON object of columns, as are the next two
    reliefs TEXT NOT NULL,
    disposals TEXT NOT NULL,
    sha256 TEXT NOT NULL CHECK (length(sha256) = 64 AND sha256 NOT GLOB '*[^0-9a-f]*'), -- head's
    recorded_at INTEGER NOT NULL,
    audit_seq INTEGER NOT NULL UNIQUE REFERENCES audit -- written in the same transaction
) STRICT;

CREATE TRIGGER kept_digest_unchanged BEFORE UPDATE ON kept_digest
BEGIN SELECT RAISE(ABORT, 'kept_digest is append-only'); END;
CREATE TRIGGER kept_digest_kept BEFORE DELETE ON kept_digest
BEGIN SELECT RAISE(ABORT, 'kept_digest is append-only'); END;

CREATE TRIGGER seal_after_seal BEFORE INSERT ON seal
WHEN new.amends IS NOT (SELECT max(seal_id) FROM seal WHERE year = new.year)
BEGIN SELECT RAISE(ABORT, 'seal: a seal must amend the last one of its year'); END;

CREATE TRIGGER seal_unchanged BEFORE UPDATE ON seal
BEGIN SELECT RAISE(ABORT, 'seal is append-only'); END;
CREATE TRIGGER seal_kept BEFORE DELETE ON seal
BEGIN SELECT RAISE(ABORT, 'seal is append-only'); END;

PRAGMA user_version = 2;
