-- What the notifier knows and what it did. Instants are ISO 8601 in UTC, microseconds always written,
-- so that they sort as text.

CREATE TABLE IF NOT EXISTS facts (name TEXT PRIMARY KEY, value TEXT NOT NULL);

CREATE TABLE IF NOT EXISTS read_offsets
(
    topic TEXT, part INTEGER, next INTEGER NOT NULL,
    PRIMARY KEY (topic, part)
);

-- Of journeys, what says who is told and in which words.

CREATE TABLE IF NOT EXISTS assignments
(
    victim TEXT, id TEXT, revision INTEGER NOT NULL, agency TEXT, staff TEXT, team TEXT,
    since TEXT, until TEXT, replaced INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (victim, id)
) WITHOUT ROWID;

CREATE TABLE IF NOT EXISTS staffing
(
    event TEXT PRIMARY KEY, agency TEXT NOT NULL, staff TEXT NOT NULL, kind TEXT NOT NULL,
    happened TEXT NOT NULL, received TEXT NOT NULL, covered_by TEXT, starts_at TEXT, ends_at TEXT,
    hands_over_to TEXT, team TEXT
) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS staffing_of ON staffing (agency, staff);

CREATE TABLE IF NOT EXISTS duties
(
    victim TEXT, id TEXT, suspect TEXT, owed_to TEXT NOT NULL, trigger_kind TEXT, hearing TEXT,
    PRIMARY KEY (victim, id)
) WITHOUT ROWID;

-- An older version kept what timelines say: the rows of alerts and duties say it themselves.

DROP TABLE IF EXISTS case_names;
DROP TABLE IF EXISTS named_events;

-- Alerts raised, or back on the worklist, since the record was begun. `taken` counts the steps of the
-- escalation that were taken, `taken_before` those of earlier rounds; this round began when it was `back`,
-- after `put_aside_by` had put it aside: empty where that is not known, NULL where nobody had. `reference`
-- is how its agency names the case; of an event there is the kind, that of its hearing, and the suspect by
-- number. Nothing of what is disputed.

CREATE TABLE IF NOT EXISTS alerts
(
    victim TEXT, id TEXT, revision INTEGER NOT NULL, case_id TEXT NOT NULL, kind TEXT NOT NULL,
    agency TEXT NOT NULL, rule TEXT, obligation TEXT, due_on TEXT, state TEXT NOT NULL,
    raised TEXT NOT NULL, taken INTEGER NOT NULL DEFAULT 0, taken_before INTEGER NOT NULL DEFAULT 0,
    back TEXT, put_aside_by TEXT, step_due TEXT, reference TEXT, suspect TEXT, trigger_kind TEXT,
    hearing TEXT, in_week INTEGER,
    PRIMARY KEY (victim, id)
) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS alerts_by_id ON alerts (id);
CREATE INDEX IF NOT EXISTS alerts_due ON alerts (step_due) WHERE step_due IS NOT NULL;

-- The words of alerts to operators. These are also among the alerts, without a victim.

CREATE TABLE IF NOT EXISTS operator_notices (id TEXT PRIMARY KEY, says TEXT NOT NULL);

-- Those to the task group have no agency either, and a page.

CREATE TABLE IF NOT EXISTS notice_pages (id TEXT PRIMARY KEY, page TEXT NOT NULL);

-- Who is told of which alert at which step, counted over all rounds; each once a round. `due` is from when on.
-- `plain` is the message which says that something is due, where what is due could not be written.

CREATE TABLE IF NOT EXISTS notifications
(
    alert TEXT, step INTEGER, recipient TEXT, victim TEXT NOT NULL, agency TEXT NOT NULL,
    audience TEXT NOT NULL, due TEXT NOT NULL, state TEXT NOT NULL DEFAULT 'pending', message TEXT,
    plain TEXT,
    PRIMARY KEY (alert, step, recipient)
) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS notifications_pending ON notifications (recipient, due)
    WHERE state = 'pending';
CREATE INDEX IF NOT EXISTS notifications_of_message ON notifications (message);

-- Messages: no address is in it, and what they say has none of a person's data. One that could not be
-- written is dead; another says `instead_of` it that something is due.

CREATE TABLE IF NOT EXISTS messages
(
    id TEXT PRIMARY KEY, recipient TEXT NOT NULL, channel TEXT NOT NULL, content TEXT NOT NULL,
    state TEXT NOT NULL, tries INTEGER NOT NULL, first_try TEXT NOT NULL, next_try TEXT,
    error TEXT, may_have_arrived INTEGER NOT NULL DEFAULT 0, repeated INTEGER NOT NULL DEFAULT 0,
    ended TEXT, instead_of TEXT
) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS messages_open ON messages (state) WHERE state IN ('pending', 'claimed');

-- From the topics `preferences` and `silences`. A person's address is stored as it came: encrypted.

CREATE TABLE IF NOT EXISTS preferences (person TEXT PRIMARY KEY, sealed TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS silences
(
    agency TEXT PRIMARY KEY, starts TEXT NOT NULL, ends TEXT NOT NULL
);

-- What a fault of the program had left out: tried again when the notifier is started.

CREATE TABLE IF NOT EXISTS faults
(
    kind TEXT, name TEXT, agency TEXT NOT NULL, error TEXT NOT NULL, since TEXT NOT NULL,
    PRIMARY KEY (kind, name)
) WITHOUT ROWID;
