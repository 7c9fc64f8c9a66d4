"""Prints a job of the local cloud: its item, then one line a ledger entry. `cargo xtask status JOB` calls it."""

import json
import pathlib
import sys

import boto3
from boto3.dynamodb.conditions import Key
from botocore.exceptions import EndpointConnectionError


def shown(value):
    """What the table holds, in words: nested JSON texts are opened."""
    if isinstance(value, str) and value[:1] in "{[":
        try:
            return json.loads(value)
        except ValueError:
            return value
    if isinstance(value, set):
        return sorted(value)
    return value


def main() -> int:
    file, tenant, job = sys.argv[1:]
    cloud = json.loads(pathlib.Path(file).read_text())
    access = {"aws_access_key_id": "test", "aws_secret_access_key": "test", "region_name": "us-east-1"}
    jobs = boto3.resource("dynamodb", endpoint_url=cloud["tables"], **access).Table(cloud["outputs"]["JobsTable"])
    try:
        found = jobs.query(KeyConditionExpression=Key("pk").eq(f"T#{tenant}#J#{job}"), ConsistentRead=True)["Items"]
    except EndpointConnectionError:
        print(f"The local cloud at {cloud['tables']} does not answer. Start it: cargo xtask up.")
        return 1
    if not found:
        print(f"Tenant {tenant} has no job {job}.")
        return 1
    for item in found:
        words = {name: shown(value) for name, value in item.items() if name not in ("pk", "sk")}
        print(item["sk"])
        print(json.dumps(words, indent=2, sort_keys=True, default=str))
    return 0


if __name__ == "__main__":
    sys.exit(main())
