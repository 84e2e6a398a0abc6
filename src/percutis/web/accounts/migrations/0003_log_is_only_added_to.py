"""The database itself refuses to change or delete a row of the log."""

from django.db import migrations

SQLITE = (
    "CREATE TRIGGER log_row_stands BEFORE UPDATE ON accounts_auditevent "
    "BEGIN SELECT RAISE(ABORT, 'the log is only added to'); END",
    "CREATE TRIGGER log_row_stays BEFORE DELETE ON accounts_auditevent "
    "BEGIN SELECT RAISE(ABORT, 'the log is only added to'); END",
)
POSTGRESQL = (
    "CREATE FUNCTION log_is_only_added_to() RETURNS trigger LANGUAGE plpgsql AS "
    "$$ BEGIN RAISE EXCEPTION 'the log is only added to' USING ERRCODE = 'integrity_constraint_violation'; END $$",
    "CREATE TRIGGER log_row_stands BEFORE UPDATE OR DELETE ON accounts_auditevent "
    "FOR EACH ROW EXECUTE FUNCTION log_is_only_added_to()",
)
BACK = {
    "sqlite": ("DROP TRIGGER log_row_stands", "DROP TRIGGER log_row_stays"),
    "postgresql": ("DROP TRIGGER log_row_stands ON accounts_auditevent", "DROP FUNCTION log_is_only_added_to()"),
}


def forbid(apps, schema_editor):
    _run(schema_editor, {"sqlite": SQLITE, "postgresql": POSTGRESQL})


def allow(apps, schema_editor):
    _run(schema_editor, BACK)


def _run(schema_editor, statements):
    for statement in statements[schema_editor.connection.vendor]:
        schema_editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [("accounts", "0002_programs")]
    operations = [migrations.RunPython(forbid, allow)]
