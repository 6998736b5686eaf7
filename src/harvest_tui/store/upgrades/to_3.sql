-- From schema 2: what units are named for. Until then they were named for a sale.
ALTER TABLE identification ADD COLUMN purpose TEXT NOT NULL DEFAULT 'sale'
    CHECK (purpose IN ('sale', 'transfer', 'gift'));

PRAGMA user_version = 3;
