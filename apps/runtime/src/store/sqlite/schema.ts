import type { DatabaseSync } from 'node:sqlite'
import { destinationOf } from '../destination-of.ts'
import { toKey } from './key.ts'
import { StoreError } from './store-error.ts'

/**
 * The steps from an empty file to today's schema; `PRAGMA user_version` counts those taken. A released step is
 * never edited.
 *
 * `record` holds a noun of the port whole, as JSON; the columns beside it are what queries need, and what changes
 * apart from it. Texts in key and filter columns are written by `toKey`.
 */
export const MIGRATIONS: readonly string[] = [
  `
  -- A removed flow keeps its row, without a draft: an old ETag never fits a flow made anew under the same id.
  CREATE TABLE flows (
    id TEXT NOT NULL PRIMARY KEY,
    revision INTEGER NOT NULL,
    updated_at INTEGER NOT NULL,
    draft TEXT
  ) STRICT;

  CREATE TABLE versions (
    flow_id TEXT NOT NULL,
    version INTEGER NOT NULL,
    published_at INTEGER NOT NULL,
    note TEXT NOT NULL,
    document TEXT NOT NULL,
    PRIMARY KEY (flow_id, version)
  ) STRICT;
  CREATE TRIGGER versions_are_immutable BEFORE UPDATE ON versions
  BEGIN SELECT RAISE(ABORT, 'a version never changes'); END;

  CREATE TABLE numbers (
    number TEXT NOT NULL PRIMARY KEY,
    record TEXT NOT NULL
  ) STRICT;

  CREATE TABLE calls (
    call_uuid TEXT NOT NULL PRIMARY KEY,
    seq INTEGER NOT NULL,
    started_at INTEGER NOT NULL,
    status TEXT NOT NULL,
    is_unfinished INTEGER NOT NULL,
    flow_id TEXT,
    state TEXT,
    from_number TEXT NOT NULL,
    to_number TEXT NOT NULL,
    search TEXT NOT NULL,
    record TEXT NOT NULL
  ) STRICT;
  -- Status and search stand in the indexes so that looking through many calls reads no records.
  CREATE INDEX calls_newest ON calls (started_at, call_uuid, search);
  CREATE INDEX calls_of_flow ON calls (flow_id, started_at, call_uuid, status, search);
  CREATE INDEX calls_to ON calls (to_number, started_at, call_uuid, status, search);
  CREATE INDEX calls_from ON calls (from_number, started_at, call_uuid);
  CREATE INDEX calls_in_state ON calls (state, started_at, call_uuid);
  CREATE INDEX calls_live ON calls (started_at, call_uuid) WHERE status = 'live';
  CREATE INDEX calls_unfinished ON calls (started_at, call_uuid) WHERE is_unfinished = 1;

  CREATE TABLE events (
    call_uuid TEXT NOT NULL REFERENCES calls,
    seq INTEGER NOT NULL,
    record TEXT NOT NULL,
    PRIMARY KEY (call_uuid, seq)
  ) STRICT;

  -- Not tied to calls: a carrier may report a call that Phloem never saw begin.
  CREATE TABLE webhooks (
    id TEXT NOT NULL PRIMARY KEY,
    call_uuid TEXT NOT NULL,
    key TEXT NOT NULL,
    at INTEGER NOT NULL,
    is_duplicate INTEGER NOT NULL,
    duration_ms REAL NOT NULL,
    answer TEXT,
    record TEXT NOT NULL
  ) STRICT;
  CREATE UNIQUE INDEX webhooks_first ON webhooks (call_uuid, key) WHERE is_duplicate = 0;
  CREATE INDEX webhooks_of_call ON webhooks (call_uuid, at);

  CREATE TABLE timers (
    call_uuid TEXT NOT NULL REFERENCES calls,
    step INTEGER NOT NULL,
    due_at INTEGER NOT NULL,
    record TEXT NOT NULL,
    PRIMARY KEY (call_uuid, step)
  ) STRICT;

  CREATE TABLE deliveries (
    id TEXT NOT NULL PRIMARY KEY,
    call_uuid TEXT NOT NULL REFERENCES calls,
    flow_id TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    state TEXT NOT NULL,
    tries INTEGER NOT NULL,
    next_attempt_at INTEGER,
    ended_at INTEGER,
    pending_since INTEGER NOT NULL,
    record TEXT NOT NULL,
    -- A pending delivery that is never due would be lost.
    CHECK (state <> 'pending' OR next_attempt_at IS NOT NULL)
  ) STRICT;
  CREATE INDEX deliveries_newest ON deliveries (created_at, id);
  CREATE INDEX deliveries_in_state ON deliveries (state, created_at, id);
  CREATE INDEX deliveries_of_flow ON deliveries (flow_id, created_at, id);
  CREATE INDEX deliveries_of_call ON deliveries (call_uuid, state);
  CREATE INDEX deliveries_due ON deliveries (next_attempt_at, id, pending_since) WHERE state = 'pending';

  CREATE TABLE attempts (
    id INTEGER PRIMARY KEY,
    delivery_id TEXT NOT NULL REFERENCES deliveries,
    record TEXT NOT NULL
  ) STRICT;
  CREATE INDEX attempts_of_delivery ON attempts (delivery_id);

  CREATE TABLE login_sessions (
    token_hash TEXT NOT NULL PRIMARY KEY,
    created_at INTEGER NOT NULL,
    expires_at INTEGER NOT NULL
  ) STRICT;
  `,
  `
  CREATE TABLE destinations (
    origin TEXT NOT NULL PRIMARY KEY,
    record TEXT NOT NULL
  ) STRICT;

  ALTER TABLE deliveries ADD COLUMN destination TEXT NOT NULL DEFAULT '';
  UPDATE deliveries SET destination = destination_of(json_extract(record, '$.request.url'));
  -- When the only attempt of an at-most-once delivery began.
  ALTER TABLE deliveries ADD COLUMN begun_at INTEGER;
  DROP INDEX deliveries_due;
  CREATE INDEX deliveries_due ON deliveries (destination, next_attempt_at, id) WHERE state = 'pending';
  CREATE INDEX deliveries_owed ON deliveries (destination, pending_since) WHERE state = 'pending';
  CREATE INDEX deliveries_begun ON deliveries (id) WHERE begun_at IS NOT NULL;
  CREATE INDEX deliveries_of_destination ON deliveries (destination, state, created_at, id);

  -- What a destination is owed is asked far more often than counting a long queue allows.
  CREATE TABLE delivery_counts (
    destination TEXT NOT NULL,
    state TEXT NOT NULL,
    count INTEGER NOT NULL,
    PRIMARY KEY (destination, state)
  ) STRICT, WITHOUT ROWID;
  INSERT INTO delivery_counts SELECT destination, state, count(*) FROM deliveries GROUP BY destination, state;
  CREATE TRIGGER deliveries_count_new AFTER INSERT ON deliveries BEGIN
    INSERT INTO delivery_counts VALUES (new.destination, new.state, 1)
      ON CONFLICT (destination, state) DO UPDATE SET count = count + 1;
  END;
  CREATE TRIGGER deliveries_count_change AFTER UPDATE OF state ON deliveries WHEN old.state <> new.state BEGIN
    UPDATE delivery_counts SET count = count - 1 WHERE destination = old.destination AND state = old.state;
    INSERT INTO delivery_counts VALUES (new.destination, new.state, 1)
      ON CONFLICT (destination, state) DO UPDATE SET count = count + 1;
  END;
  CREATE TRIGGER deliveries_count_gone AFTER DELETE ON deliveries BEGIN
    UPDATE delivery_counts SET count = count - 1 WHERE destination = old.destination AND state = old.state;
  END;
  `,
  `
  ALTER TABLE calls ADD COLUMN quiet_until INTEGER;
  -- A day is longer than any call that Plivo carries.
  UPDATE calls SET quiet_until = started_at + 86400000 WHERE status = 'live';
  CREATE INDEX calls_quiet ON calls (quiet_until) WHERE status = 'live';
  `,
  `
  -- Written to find out whether anything can be.
  CREATE TABLE probe (only_row INTEGER PRIMARY KEY CHECK (only_row = 1), count INTEGER NOT NULL) STRICT;
  INSERT INTO probe VALUES (1, 0);
  `,
  `
  CREATE TABLE scenarios (
    flow_id TEXT NOT NULL,
    name TEXT NOT NULL,
    record TEXT NOT NULL,
    PRIMARY KEY (flow_id, name)
  ) STRICT, WITHOUT ROWID;
  CREATE TRIGGER scenarios_go_with_their_flow AFTER UPDATE OF draft ON flows WHEN new.draft IS NULL BEGIN
    DELETE FROM scenarios WHERE flow_id = new.id;
  END;
  `,
  `
  ALTER TABLE calls ADD COLUMN dial_status TEXT;
  UPDATE calls SET dial_status = key_of(json_extract(record, '$.dialStatus'));
  -- An index for what people narrow a list to together. A call enters those of its outcome only once it has one.
  DROP INDEX calls_in_state;
  DROP INDEX calls_to;
  CREATE INDEX calls_in_state ON calls (state, started_at, call_uuid) WHERE state IS NOT NULL;
  CREATE INDEX calls_dialled_so ON calls (dial_status, started_at, call_uuid) WHERE dial_status IS NOT NULL;
  CREATE INDEX calls_of_flow_in_state ON calls (flow_id, state, started_at, call_uuid) WHERE state IS NOT NULL;
  CREATE INDEX calls_of_flow_dialled_so ON calls (flow_id, dial_status, started_at, call_uuid)
    WHERE dial_status IS NOT NULL;
  CREATE INDEX calls_to ON calls (to_number, started_at, call_uuid, flow_id, status, search);
  CREATE INDEX calls_to_in_state ON calls (to_number, state, started_at, call_uuid, flow_id)
    WHERE state IS NOT NULL;
  CREATE INDEX calls_to_dialled_so ON calls (to_number, dial_status, started_at, call_uuid, flow_id)
    WHERE dial_status IS NOT NULL;

  -- Whom a call dialled.
  CREATE TABLE dialled (
    recipient TEXT NOT NULL,
    started_at INTEGER NOT NULL,
    call_uuid TEXT NOT NULL REFERENCES calls,
    PRIMARY KEY (recipient, started_at, call_uuid)
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX dialled_by_call ON dialled (call_uuid);
  INSERT OR IGNORE INTO dialled
    SELECT key_of(recipient.value), calls.started_at, calls.call_uuid
    FROM events CROSS JOIN calls USING (call_uuid), json_each(events.record, '$.effects') AS effect,
      json_each(effect.value, '$.recipients') AS recipient
    WHERE json_extract(effect.value, '$.type') = 'dial';

  -- How often each exit was taken in each hour since 1970.
  CREATE TABLE exit_counts (
    flow_id TEXT NOT NULL,
    hour INTEGER NOT NULL,
    node_id TEXT NOT NULL,
    exit TEXT NOT NULL,
    count INTEGER NOT NULL,
    PRIMARY KEY (flow_id, hour, node_id, exit)
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX exit_counts_oldest ON exit_counts (hour);
  INSERT INTO exit_counts
    SELECT calls.flow_id, json_extract(events.record, '$.at') / 3600000, key_of(json_extract(line.value, '$.nodeId')),
      key_of(json_extract(line.value, '$.exit')), count(*)
    FROM events CROSS JOIN calls USING (call_uuid), json_each(events.record, '$.trace') AS line
    WHERE calls.flow_id IS NOT NULL AND json_extract(line.value, '$.type') = 'left'
    GROUP BY 1, 2, 3, 4;
  `,
  `
  -- Values are encrypted; the key is not in the data folder.
  CREATE TABLE secrets (
    name TEXT NOT NULL PRIMARY KEY,
    sealed TEXT NOT NULL,
    set_at INTEGER NOT NULL,
    last_used_at INTEGER
  ) STRICT;

  CREATE TABLE settings (
    name TEXT NOT NULL PRIMARY KEY,
    record TEXT NOT NULL
  ) STRICT;

  -- How often limited things were dialled, by slices of their periods.
  CREATE TABLE dial_counts (
    key TEXT NOT NULL,
    slice INTEGER NOT NULL,
    count INTEGER NOT NULL,
    expires_at INTEGER NOT NULL,
    PRIMARY KEY (key, slice)
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX dial_counts_oldest ON dial_counts (expires_at);

  -- What calls that are up have dialled, as far as that is limited; gone when the call is over.
  CREATE TABLE live_dials (
    key TEXT NOT NULL,
    call_uuid TEXT NOT NULL,
    depth INTEGER NOT NULL,
    PRIMARY KEY (key, call_uuid)
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX live_dials_by_call ON live_dials (call_uuid);
  `,
  `
  -- Whoever was logged in logs in once more: how, and from where, was not kept.
  DROP TABLE login_sessions;
  CREATE TABLE login_sessions (
    token_hash TEXT NOT NULL PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    token_id TEXT,
    last_used_at INTEGER NOT NULL,
    expires_at INTEGER NOT NULL,
    record TEXT NOT NULL
  ) STRICT;
  CREATE INDEX login_sessions_of_token ON login_sessions (token_id) WHERE token_id IS NOT NULL;

  CREATE TABLE api_tokens (
    token_hash TEXT NOT NULL PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    created_at INTEGER NOT NULL,
    last_used_at INTEGER,
    record TEXT NOT NULL
  ) STRICT;

  CREATE TABLE password (
    only_one INTEGER NOT NULL PRIMARY KEY CHECK (only_one = 1),
    record TEXT NOT NULL
  ) STRICT;

  CREATE TABLE login_attempts (
    id TEXT NOT NULL PRIMARY KEY,
    ip TEXT NOT NULL,
    account TEXT,
    at INTEGER NOT NULL
  ) STRICT;
  CREATE INDEX login_attempts_of_ip ON login_attempts (ip, at);
  CREATE INDEX login_attempts_of_account ON login_attempts (account, at) WHERE account IS NOT NULL;
  CREATE INDEX login_attempts_oldest ON login_attempts (at);

  CREATE TABLE audit (
    id TEXT NOT NULL PRIMARY KEY,
    at INTEGER NOT NULL,
    action TEXT NOT NULL,
    record TEXT NOT NULL
  ) STRICT;
  CREATE INDEX audit_newest ON audit (at, id);
  CREATE INDEX audit_of_action ON audit (action, at, id);
  `,
]

/** Brings the file to today's schema, and finds out by writing whether it can be written. */
export function migrate(folder: string, database: DatabaseSync) {
  database.function('destination_of', { deterministic: true }, (url) => toKey(destinationOf(String(url))))
  database.function('key_of', { deterministic: true }, (text) => (text === null ? null : toKey(String(text))))
  const { user_version: taken } = database.prepare('PRAGMA user_version').get() as { user_version: number }
  if (taken > MIGRATIONS.length) {
    throw new StoreError(
      'newer_schema',
      `The data folder ${folder} was written by a newer Phloem: its schema is ${taken}, this one knows up to ${MIGRATIONS.length}.`,
    )
  }
  database.exec(`
    BEGIN IMMEDIATE;
    ${MIGRATIONS.slice(taken).join('\n')}
    PRAGMA user_version = ${MIGRATIONS.length};
    COMMIT;
  `)
}
