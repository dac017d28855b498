-- What Optuna has no place for; Optuna ignores tables and indexes that it does not know. The columns are those of the SQLite file.
CREATE TABLE hms_studies (
  study_id INTEGER NOT NULL PRIMARY KEY REFERENCES studies (study_id),
  seed TEXT NOT NULL,
  parallelism INTEGER NOT NULL,
  space_json TEXT NOT NULL,
  configuration_hash TEXT NOT NULL,
  sweep_order TEXT NOT NULL DEFAULT 'Deterministic'
);
CREATE TABLE hms_trials (
  trial_id INTEGER NOT NULL PRIMARY KEY REFERENCES trials (trial_id),
  attempt INTEGER NOT NULL,
  failure_type TEXT,
  failure_message TEXT,
  failure_detail TEXT,
  owner TEXT,
  lease_expires DOUBLE PRECISION, -- seconds since 1970, by the database's clock; null when nobody holds the trial
  lease_seconds DOUBLE PRECISION, -- its length when it was last prolonged
  stop_requested INTEGER NOT NULL DEFAULT 0
) WITH (fillfactor = 70); -- leases are prolonged in place
CREATE TABLE hms_attempts (
  trial_id INTEGER NOT NULL REFERENCES trials (trial_id),
  attempt INTEGER NOT NULL,
  owner TEXT,
  ended DOUBLE PRECISION NOT NULL,
  failure_type TEXT,
  failure_message TEXT,
  failure_detail TEXT,
  PRIMARY KEY (trial_id, attempt)
);
CREATE TABLE hms_intermediate_objectives (
  trial_id INTEGER NOT NULL REFERENCES trials (trial_id),
  step INTEGER NOT NULL,
  objective INTEGER NOT NULL,
  value DOUBLE PRECISION,
  value_type VARCHAR(7) NOT NULL,
  PRIMARY KEY (trial_id, step, objective)
);
CREATE TABLE hms_rows (
  trial_id INTEGER NOT NULL REFERENCES trials (trial_id),
  step INTEGER NOT NULL,
  losses BYTEA NOT NULL, -- little-endian 32-bit floats
  PRIMARY KEY (trial_id, step)
);
CREATE UNIQUE INDEX ix_hms_trials_study_number ON trials (study_id, number);
CREATE INDEX ix_hms_trials_study_state_number ON trials (study_id, state, number);
