"""Shows or sets what a tenant may import beyond the installation's defaults. `cargo xtask quota TENANT` calls it.

Without numbers it shows the exception; with some it sets those and keeps the others. `--clear` takes all away.
"""

import argparse
import json
import pathlib

import boto3

FIELDS = ("files_a_day", "rows_a_job", "rows_a_day", "jobs_at_once")
# A set of jobs lies in one item, which holds at most 400 KB.
MOST = {"files_a_day": 5_000, "rows_a_job": 10_000_000, "rows_a_day": 4_000_000_000, "jobs_at_once": 1_000}


def table(given: argparse.Namespace):
    """The jobs table of the local cloud, or of a stage in the person's own account."""
    if given.stage:
        return boto3.resource("dynamodb").Table(f"gangway-{given.stage}-jobs")
    cloud = json.loads(given.cloud.read_text())
    access = {"aws_access_key_id": "test", "aws_secret_access_key": "test", "region_name": "us-east-1"}
    return boto3.resource("dynamodb", endpoint_url=cloud["tables"], **access).Table(cloud["outputs"]["JobsTable"])


def main() -> None:
    options = argparse.ArgumentParser(prog="cargo xtask quota", description=__doc__)
    options.add_argument("tenant")
    options.add_argument("--stage")
    options.add_argument("--cloud", type=pathlib.Path)
    options.add_argument("--clear", action="store_true")
    for field in FIELDS:
        options.add_argument("--" + field.replace("_", "-"), type=int)
    given = options.parse_args()

    jobs, key = table(given), {"pk": f"T#{given.tenant}#N", "sk": "exception"}
    wanted = {field: getattr(given, field) for field in FIELDS if getattr(given, field) is not None}
    for field, value in wanted.items():
        if not 0 <= value <= MOST[field]:
            options.error(f"--{field.replace('_', '-')} is 0 to {MOST[field]}")
    kept = jobs.get_item(Key=key, ConsistentRead=True).get("Item")
    exception = {} if given.clear or not kept else json.loads(kept["doc"])
    if wanted or given.clear:
        exception |= wanted
        jobs.put_item(Item=key | {"doc": json.dumps(exception)})
    print(json.dumps(exception) if exception else f"Tenant {given.tenant} has no exception: the defaults hold.")


if __name__ == "__main__":
    main()
