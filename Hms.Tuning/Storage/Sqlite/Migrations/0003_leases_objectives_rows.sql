-- Who holds a running trial, what its earlier attempts came to, and what Optuna has no place for: intermediate values of several objectives, losses of single rows.
ALTER TABLE hms_studies ADD COLUMN sweep_order TEXT NOT NULL DEFAULT 'Deterministic';
ALTER TABLE hms_trials ADD COLUMN owner TEXT;
ALTER TABLE hms_trials ADD COLUMN lease_expires REAL; -- seconds since 1970, by the database's clock; null when nobody holds the trial
ALTER TABLE hms_trials ADD COLUMN lease_seconds REAL; -- its length when it was last prolonged
ALTER TABLE hms_trials ADD COLUMN stop_requested INTEGER NOT NULL DEFAULT 0;
CREATE TABLE hms_attempts (
  trial_id INTEGER NOT NULL REFERENCES trials (trial_id),
  attempt INTEGER NOT NULL,
  owner TEXT,
  ended REAL NOT NULL,
  failure_type TEXT,
  failure_message TEXT,
  failure_detail TEXT,
  PRIMARY KEY (trial_id, attempt)
);
CREATE TABLE hms_intermediate_objectives (
  trial_id INTEGER NOT NULL REFERENCES trials (trial_id),
  step INTEGER NOT NULL,
  objective INTEGER NOT NULL,
  value FLOAT,
  value_type VARCHAR(7) NOT NULL,
  PRIMARY KEY (trial_id, step, objective)
);
CREATE TABLE hms_rows (
  trial_id INTEGER NOT NULL REFERENCES trials (trial_id),
  step INTEGER NOT NULL,
  losses BLOB NOT NULL, -- little-endian 32-bit floats
  PRIMARY KEY (trial_id, step)
);
-- A trial that was running in a file of an earlier version gets a lease that has run out.
UPDATE hms_trials SET lease_expires = 0, owner = '' WHERE trial_id IN (SELECT trial_id FROM trials WHERE state = 'RUNNING');
