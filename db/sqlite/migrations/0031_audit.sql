-- 0031_audit.sql: lines of the audit log go after the term that a paper has set, and else never.

DROP TRIGGER audit_stays;
CREATE TRIGGER audit_stays BEFORE DELETE ON audit
WHEN NOT EXISTS (SELECT 1 FROM setting WHERE key = 'audit_days' AND CAST(value AS INTEGER) > 0)
BEGIN SELECT RAISE(ABORT, 'an audit entry is never deleted'); END;

PRAGMA user_version = 31;
