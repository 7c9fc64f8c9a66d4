"""After a deploy to the local cloud: what its CloudFormation drops, and the tables in dynoxide. Local only.

ministack 1.5.33 drops the HTTP API's CORS, the tables' TTL and the bucket's lifecycle without a word; they are
set here from the same template by API calls. It knows no variables in policies, so that what tenant roles open to one
tenant they open to all of them here: `tests/architecture/isolation.rs` holds the policies to what they say on AWS. The Lambdas' DynamoDB is dynoxide: the tables that the template made
in ministack are made there again. Prints the stack's outputs as JSON.
"""

import argparse
import json
import pathlib

import boto3
import yaml
from botocore.config import Config


class Template(yaml.SafeLoader):
    """CloudFormation's short forms, as the dictionaries that they stand for."""


def short_form(loader: Template, name: str, node: yaml.Node) -> dict:
    if isinstance(node, yaml.ScalarNode):
        return {name: node.value}
    if isinstance(node, yaml.SequenceNode):
        return {name: loader.construct_sequence(node, True)}
    return {name: loader.construct_mapping(node, True)}


Template.add_multi_constructor("!", short_form)


class Stack:
    """A deployed stack: parameters, physical names, outputs."""

    def __init__(self, cloud, name: str, template: dict):
        described = cloud.describe_stacks(StackName=name)["Stacks"][0]
        defaults = {key: it.get("Default") for key, it in template.get("Parameters", {}).items()}
        given = {it["ParameterKey"]: it["ParameterValue"] for it in described.get("Parameters", [])}
        parts = cloud.describe_stack_resources(StackName=name)["StackResources"]
        self.physical = {it["LogicalResourceId"]: it["PhysicalResourceId"] for it in parts}
        self.known = self.physical | defaults | given
        self.outputs = {it["OutputKey"]: it["OutputValue"] for it in described.get("Outputs", [])}

    def resolve(self, value):
        """The value with every !Ref replaced; other functions are left as they are."""
        if isinstance(value, dict):
            if list(value) == ["Ref"]:
                return self.known.get(value["Ref"])
            return {key: self.resolve(it) for key, it in value.items()}
        return [self.resolve(it) for it in value] if isinstance(value, list) else value


def set_cors(clients, api: str, properties: dict) -> None:
    if cors := properties.get("CorsConfiguration"):
        clients("apigatewayv2").update_api(ApiId=api, CorsConfiguration=cors)


def set_ttl(clients, table: str, properties: dict) -> None:
    if ttl := properties.get("TimeToLiveSpecification"):
        tables = clients("dynamodb")
        now = tables.describe_time_to_live(TableName=table)["TimeToLiveDescription"]["TimeToLiveStatus"]
        if now == "DISABLED":
            tables.update_time_to_live(TableName=table, TimeToLiveSpecification=ttl)


def set_lifecycle(clients, bucket: str, properties: dict) -> None:
    rules = [api_rule(it) for it in properties.get("LifecycleConfiguration", {}).get("Rules", [])]
    if rules:
        clients("s3").put_bucket_lifecycle_configuration(Bucket=bucket, LifecycleConfiguration={"Rules": rules})


def api_rule(rule: dict) -> dict:
    """A rule as S3's API spells it; the template's spelling differs in four places."""
    tags = rule.get("TagFilters")
    chosen = {"Tag": tags[0]} if tags else {"Prefix": rule.get("Prefix", "")}
    out = {"ID": rule["Id"], "Status": rule["Status"], "Filter": chosen}
    if "ExpirationInDays" in rule:
        out["Expiration"] = {"Days": rule["ExpirationInDays"]}
    for same in ("AbortIncompleteMultipartUpload", "NoncurrentVersionExpiration"):
        if same in rule:
            out[same] = rule[same]
    return out


def open_to_all_tenants(clients, role: str, properties: dict) -> None:
    iam = clients("iam")
    for policy in properties.get("Policies", []):
        named = {"RoleName": role, "PolicyName": policy["PolicyName"]}
        document = iam.get_role_policy(**named)["PolicyDocument"]
        text = json.dumps(document).replace("${aws:PrincipalTag/tenant}", "*")
        iam.put_role_policy(**named, PolicyDocument=text)


FIXES = {
    "AWS::ApiGatewayV2::Api": set_cors,
    "AWS::DynamoDB::Table": set_ttl,
    "AWS::IAM::Role": open_to_all_tenants,
    "AWS::S3::Bucket": set_lifecycle,
}


def mirror(source, target, table: str) -> None:
    """Makes a table of ministack in dynoxide, unless it is there."""
    described = source.describe_table(TableName=table)["Table"]
    wanted = {key: described[key] for key in ("TableName", "KeySchema", "AttributeDefinitions")}
    indexes = described.get("GlobalSecondaryIndexes", [])
    if indexes:
        keep = ("IndexName", "KeySchema", "Projection")
        wanted["GlobalSecondaryIndexes"] = [{key: it[key] for key in keep} for it in indexes]
    try:
        target.create_table(BillingMode="PAY_PER_REQUEST", **wanted)
    except target.exceptions.ResourceInUseException:
        pass


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--stack", required=True)
    options.add_argument("--template", type=pathlib.Path, required=True)
    options.add_argument("--cloud", required=True, help="ministack's address")
    options.add_argument("--tables", required=True, help="dynoxide's address")
    given = options.parse_args()

    settings = Config(region_name="us-east-1", retries={"mode": "standard"})
    access = {"aws_access_key_id": "test", "aws_secret_access_key": "test", "config": settings}
    def clients(service): return boto3.client(service, endpoint_url=given.cloud, **access)

    template = yaml.load(given.template.read_text(), Template)
    stack = Stack(clients("cloudformation"), given.stack, template)
    tables = boto3.client("dynamodb", endpoint_url=given.tables, **access)
    for logical, resource in template["Resources"].items():
        physical = stack.physical.get(logical)
        if physical and (fix := FIXES.get(resource["Type"])):
            fix(clients, physical, stack.resolve(resource.get("Properties") or {}))
        if physical and resource["Type"] == "AWS::DynamoDB::Table":
            mirror(clients("dynamodb"), tables, physical)
    print(json.dumps(stack.outputs))


if __name__ == "__main__":
    main()
