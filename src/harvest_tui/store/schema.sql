-- The ledger of one book: ledger.db, schema 3. Older ones are brought here by upgrades/*.sql.
--
-- Every connection sets (connection.py): journal_mode = WAL, synchronous = FULL,
-- foreign_keys = ON, recursive_triggers = ON (or REPLACE would slip past the delete triggers),
-- trusted_schema = OFF, and begins every write with BEGIN IMMEDIATE.
--
-- Instants are integers: microseconds since 1970-01-01 UTC. Days are text, YYYY-MM-DD.
-- Amounts are text, because SQLite's own numbers lose digits after the sixteenth. Their one
-- spelling: at most 20 digits, then at most 18 decimals; no exponent, no plus, no leading and
-- no trailing zeros, no minus zero. The CHECK beside each amount says so in GLOB patterns.
--
-- Recorded once and never changed, held by triggers:
--   source_file, source_row, kept_digest, retraction, price, identification, identified_lot,
--   decision, seal, audit
-- Derived from those, and made again by `rebuild`:
--   txn, row_outcome

PRAGMA application_id = 1213355604; -- 'HRVT'
PRAGMA user_version = 3;

-- One row, about the book itself.
CREATE TABLE book (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    revision INTEGER NOT NULL,   -- raised in every writing transaction; keys every cache
    created_at INTEGER NOT NULL
) STRICT;

-- A file that was imported, as it was read.
CREATE TABLE source_file (
    file_id INTEGER PRIMARY KEY AUTOINCREMENT, -- in the order of imports
    sha256 TEXT NOT NULL CHECK (length(sha256) = 64 AND sha256 NOT GLOB '*[^0-9a-f]*'),
    name TEXT NOT NULL,             -- without its folder
    source TEXT NOT NULL,           -- format family
    parser_version INTEGER NOT NULL, -- that read it first; txn has the present one
    account TEXT,                   -- as the user named it; null: the source's own default
    options TEXT NOT NULL,          -- JSON object: how to read what the file leaves open
    encoding TEXT NOT NULL,
    delimiter TEXT NOT NULL,
    preamble TEXT NOT NULL,         -- JSON array: lines above the header, as they came
    header TEXT NOT NULL,           -- JSON array
    header_line INTEGER NOT NULL,
    row_count INTEGER NOT NULL,
    imported_at INTEGER NOT NULL
) STRICT;

CREATE INDEX source_file_by_content ON source_file (sha256);

-- One data row of a file, as it came.
CREATE TABLE source_row (
    file_id INTEGER NOT NULL REFERENCES source_file,
    line INTEGER NOT NULL,          -- 1-based physical line on which the row starts
    cells TEXT NOT NULL,            -- JSON array of texts
    PRIMARY KEY (file_id, line)
) STRICT, WITHOUT ROWID;

-- What a file's rows add up to as they were kept, so that a change on the disk is found out.
CREATE TABLE kept_digest (
    file_id INTEGER PRIMARY KEY REFERENCES source_file,
    sha256 TEXT NOT NULL CHECK (length(sha256) = 64 AND sha256 NOT GLOB '*[^0-9a-f]*')
) STRICT;

-- A file taken back. Its rows stay; nothing is derived from them any more.
CREATE TABLE retraction (
    file_id INTEGER PRIMARY KEY REFERENCES source_file,
    reason TEXT NOT NULL,
    recorded_at INTEGER NOT NULL
) STRICT;

-- The files that count, in the order of imports.
CREATE VIEW active_file AS
SELECT * FROM source_file WHERE file_id NOT IN (SELECT file_id FROM retraction);

-- DERIVED. What became of each row of an active file: exactly one outcome a row.
CREATE TABLE row_outcome (
    file_id INTEGER NOT NULL,
    line INTEGER NOT NULL,
    row_key TEXT NOT NULL,          -- the row's identity inside account and source
    status TEXT NOT NULL CHECK (status IN ('booked', 'skipped', 'quarantined')),
    reason TEXT NOT NULL,           -- empty when booked
    header TEXT NOT NULL,           -- of the cell at fault, or empty
    conflict INTEGER NOT NULL CHECK (conflict IN (0, 1)), -- 1: its id is booked otherwise
    PRIMARY KEY (file_id, line),
    FOREIGN KEY (file_id, line) REFERENCES source_row (file_id, line),
    CHECK (status <> 'booked' OR reason = '')
) STRICT, WITHOUT ROWID;

CREATE INDEX row_waiting ON row_outcome (row_key) WHERE status = 'quarantined';

-- DERIVED. What booked rows became: the columns of the plain ledger CSV and where they are from.
CREATE TABLE txn (
    txn_id INTEGER PRIMARY KEY,
    account TEXT NOT NULL,
    source TEXT NOT NULL,
    transaction_id TEXT NOT NULL,   -- identity is account, source and this
    to_account TEXT,                -- transfers only
    at INTEGER NOT NULL,
    precision TEXT NOT NULL CHECK (precision IN ('second', 'minute', 'day')),
    kind TEXT NOT NULL,             -- word of the plain ledger CSV
    in_asset TEXT,
    in_quantity TEXT CHECK (
        in_quantity GLOB '[0-9]*' AND in_quantity NOT GLOB '*[^0-9.]*'
        AND in_quantity NOT GLOB '0[0-9]*' AND in_quantity NOT GLOB '*.*.*'
        AND in_quantity NOT GLOB '*.' AND in_quantity NOT GLOB '*.*0'
        AND instr(in_quantity || '.', '.') <= 21
        AND length(in_quantity) - instr(in_quantity || '.', '.') <= 18
    ),
    out_asset TEXT,
    out_quantity TEXT CHECK (
        out_quantity GLOB '[0-9]*' AND out_quantity NOT GLOB '*[^0-9.]*'
        AND out_quantity NOT GLOB '0[0-9]*' AND out_quantity NOT GLOB '*.*.*'
        AND out_quantity NOT GLOB '*.' AND out_quantity NOT GLOB '*.*0'
        AND instr(out_quantity || '.', '.') <= 21
        AND length(out_quantity) - instr(out_quantity || '.', '.') <= 18
    ),
    fee_asset TEXT,
    fee_quantity TEXT CHECK (
        fee_quantity GLOB '[0-9]*' AND fee_quantity NOT GLOB '*[^0-9.]*'
        AND fee_quantity NOT GLOB '0[0-9]*' AND fee_quantity NOT GLOB '*.*.*'
        AND fee_quantity NOT GLOB '*.' AND fee_quantity NOT GLOB '*.*0'
        AND instr(fee_quantity || '.', '.') <= 21
        AND length(fee_quantity) - instr(fee_quantity || '.', '.') <= 18
    ),
    usd_value TEXT CHECK (
        usd_value GLOB '[-0-9]*' AND usd_value NOT GLOB '?*[^0-9.]*'
        AND usd_value NOT GLOB '*.*.*' AND usd_value NOT GLOB '*[-.]'
        AND usd_value NOT GLOB '*.*0' AND usd_value <> '-0'
        AND ltrim(usd_value, '-') NOT GLOB '0[0-9]*' AND usd_value NOT GLOB '-.*'
        AND instr(ltrim(usd_value, '-') || '.', '.') <= 21
        AND length(usd_value) - instr(usd_value || '.', '.') <= 18
    ),
    fee_usd TEXT CHECK (
        fee_usd GLOB '[-0-9]*' AND fee_usd NOT GLOB '?*[^0-9.]*'
        AND fee_usd NOT GLOB '*.*.*' AND fee_usd NOT GLOB '*[-.]'
        AND fee_usd NOT GLOB '*.*0' AND fee_usd <> '-0'
        AND ltrim(fee_usd, '-') NOT GLOB '0[0-9]*' AND fee_usd NOT GLOB '-.*'
        AND instr(ltrim(fee_usd, '-') || '.', '.') <= 21
        AND length(fee_usd) - instr(fee_usd || '.', '.') <= 18
    ),
    basis_usd TEXT CHECK (
        basis_usd GLOB '[-0-9]*' AND basis_usd NOT GLOB '?*[^0-9.]*'
        AND basis_usd NOT GLOB '*.*.*' AND basis_usd NOT GLOB '*[-.]'
        AND basis_usd NOT GLOB '*.*0' AND basis_usd <> '-0'
        AND ltrim(basis_usd, '-') NOT GLOB '0[0-9]*' AND basis_usd NOT GLOB '-.*'
        AND instr(ltrim(basis_usd, '-') || '.', '.') <= 21
        AND length(basis_usd) - instr(basis_usd || '.', '.') <= 18
    ),
    acquired_at INTEGER,
    txid TEXT,
    note TEXT,                      -- the source's own words
    lines TEXT NOT NULL,            -- JSON array: lines of file_id it was made from
    parser_version INTEGER NOT NULL,
    file_id INTEGER NOT NULL REFERENCES source_file,
    UNIQUE (account, source, transaction_id)
) STRICT;

-- Prices as they were recorded. For an asset and a day the lowest rank wins, and within a rank
-- the newest recording.
CREATE TABLE price (
    price_id INTEGER PRIMARY KEY AUTOINCREMENT,
    asset TEXT NOT NULL,
    day TEXT NOT NULL CHECK (day GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
    rank INTEGER NOT NULL,          -- 1 by hand, 2 a file, 3 a service
    price TEXT NOT NULL CHECK (     -- USD for one unit
        price GLOB '[0-9]*' AND price NOT GLOB '*[^0-9.]*'
        AND price NOT GLOB '0[0-9]*' AND price NOT GLOB '*.*.*'
        AND price NOT GLOB '*.' AND price NOT GLOB '*.*0'
        AND instr(price || '.', '.') <= 21
        AND length(price) - instr(price || '.', '.') <= 18
    ),
    source TEXT NOT NULL,           -- file name, `by hand`, or a service
    recorded_at INTEGER NOT NULL
) STRICT;

CREATE INDEX price_of_day ON price (asset, day, rank, price_id);

-- Units named for a coming sale, transfer or gift, before it.
CREATE TABLE identification (
    identification_id INTEGER PRIMARY KEY AUTOINCREMENT,
    account TEXT NOT NULL,
    asset TEXT NOT NULL,
    valid_until INTEGER,
    transaction_id TEXT,            -- only for one made at a past sale and stated now
    as_filed INTEGER NOT NULL CHECK (as_filed IN (0, 1)),
    note TEXT NOT NULL,
    recorded_at INTEGER NOT NULL,
    audit_seq INTEGER NOT NULL UNIQUE REFERENCES audit, -- written in the same transaction
    purpose TEXT NOT NULL DEFAULT 'sale' CHECK (purpose IN ('sale', 'transfer', 'gift')),
    CHECK (as_filed = (transaction_id IS NOT NULL))
) STRICT;

-- The lots of an identification, in the order named.
CREATE TABLE identified_lot (
    identification_id INTEGER NOT NULL REFERENCES identification,
    position INTEGER NOT NULL,
    lot_id TEXT NOT NULL,
    quantity TEXT NOT NULL CHECK (
        quantity GLOB '[0-9]*' AND quantity NOT GLOB '*[^0-9.]*'
        AND quantity NOT GLOB '0[0-9]*' AND quantity NOT GLOB '*.*.*'
        AND quantity NOT GLOB '*.' AND quantity NOT GLOB '*.*0' AND quantity <> '0'
        AND instr(quantity || '.', '.') <= 21
        AND length(quantity) - instr(quantity || '.', '.') <= 18
    ),
    PRIMARY KEY (identification_id, position),
    UNIQUE (identification_id, lot_id)
) STRICT, WITHOUT ROWID;

-- What the user decided about the data: a transfer's link, a given basis, a dismissal with its
-- reason, an allocation confirmed. A later decision supersedes an earlier one; none is changed.
CREATE TABLE decision (
    decision_id INTEGER PRIMARY KEY AUTOINCREMENT,
    kind TEXT NOT NULL CHECK (kind <> ''),
    payload TEXT NOT NULL CHECK (json_type(payload) = 'object'), -- amounts inside are texts
    recorded_at INTEGER NOT NULL
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

-- The audit log: each record holds the hash of the one before.
CREATE TABLE audit (
    seq INTEGER PRIMARY KEY,        -- 1, 2, 3 … without a gap; this is the order, not the clock
    record TEXT NOT NULL,           -- canonical JSON: at, kind, payload, previous, seq
    sha256 TEXT NOT NULL            -- of the record's UTF-8 bytes
) STRICT;

CREATE TRIGGER audit_in_chain BEFORE INSERT ON audit
WHEN new.seq <> 1 + (SELECT coalesce(max(seq), 0) FROM audit)
    OR json_extract(new.record, '$.seq') IS NOT new.seq
    OR json_extract(new.record, '$.previous') IS NOT (
        SELECT sha256 FROM audit ORDER BY seq DESC LIMIT 1
    )
BEGIN SELECT RAISE(ABORT, 'audit: a record must follow the last one'); END;

CREATE TRIGGER source_file_once BEFORE INSERT ON source_file
WHEN EXISTS (SELECT 1 FROM active_file WHERE sha256 = new.sha256)
BEGIN SELECT RAISE(ABORT, 'source_file: these bytes are imported'); END;

CREATE TRIGGER source_file_unchanged BEFORE UPDATE ON source_file
BEGIN SELECT RAISE(ABORT, 'source_file is append-only'); END;
CREATE TRIGGER source_file_kept BEFORE DELETE ON source_file
BEGIN SELECT RAISE(ABORT, 'source_file is append-only'); END;

CREATE TRIGGER source_row_unchanged BEFORE UPDATE ON source_row
BEGIN SELECT RAISE(ABORT, 'source_row is append-only'); END;
CREATE TRIGGER source_row_kept BEFORE DELETE ON source_row
BEGIN SELECT RAISE(ABORT, 'source_row is append-only'); END;

CREATE TRIGGER retraction_unchanged BEFORE UPDATE ON retraction
BEGIN SELECT RAISE(ABORT, 'retraction is append-only'); END;
CREATE TRIGGER retraction_kept BEFORE DELETE ON retraction
BEGIN SELECT RAISE(ABORT, 'retraction is append-only'); END;

CREATE TRIGGER price_unchanged BEFORE UPDATE ON price
BEGIN SELECT RAISE(ABORT, 'price is append-only'); END;
CREATE TRIGGER price_kept BEFORE DELETE ON price
BEGIN SELECT RAISE(ABORT, 'price is append-only'); END;

CREATE TRIGGER identification_unchanged BEFORE UPDATE ON identification
BEGIN SELECT RAISE(ABORT, 'identification is append-only'); END;
CREATE TRIGGER identification_kept BEFORE DELETE ON identification
BEGIN SELECT RAISE(ABORT, 'identification is append-only'); END;

CREATE TRIGGER identified_lot_unchanged BEFORE UPDATE ON identified_lot
BEGIN SELECT RAISE(ABORT, 'identified_lot is append-only'); END;
CREATE TRIGGER identified_lot_kept BEFORE DELETE ON identified_lot
BEGIN SELECT RAISE(ABORT, 'identified_lot is append-only'); END;

CREATE TRIGGER decision_unchanged BEFORE UPDATE ON decision
BEGIN SELECT RAISE(ABORT, 'decision is append-only'); END;
CREATE TRIGGER decision_kept BEFORE DELETE ON decision
BEGIN SELECT RAISE(ABORT, 'decision is append-only'); END;

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

CREATE TRIGGER audit_unchanged BEFORE UPDATE ON audit
BEGIN SELECT RAISE(ABORT, 'audit is append-only'); END;
CREATE TRIGGER audit_kept BEFORE DELETE ON audit
BEGIN SELECT RAISE(ABORT, 'audit is append-only'); END;
