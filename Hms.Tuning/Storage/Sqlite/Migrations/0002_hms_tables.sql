-- What Optuna has no place for. Optuna ignores tables and indexes that it does not know.
CREATE TABLE hms_studies (
  study_id INTEGER NOT NULL PRIMARY KEY REFERENCES studies (study_id),
  seed TEXT NOT NULL,
  parallelism INTEGER NOT NULL,
  space_json TEXT NOT NULL,
  configuration_hash TEXT NOT NULL
);
CREATE TABLE hms_trials (
  trial_id INTEGER NOT NULL PRIMARY KEY REFERENCES trials (trial_id),
  attempt INTEGER NOT NULL,
  failure_type TEXT,
  failure_message TEXT,
  failure_detail TEXT
);
CREATE UNIQUE INDEX ix_hms_trials_study_number ON trials (study_id, number);
CREATE INDEX ix_hms_trials_study_state_number ON trials (study_id, state, number);
