import assert from "node:assert/strict";
import { offlineProvider } from "../../../preview/offline/index";
import { UNKNOWN, type Properties } from "../../../preview/wire";

const aws = offlineProvider({ name: "aws", version: "7.48.0" }, process.cwd());

const invoke = (token: string, args: Properties, configuration: Properties = { region: "eu-central-1" }) =>
  aws.invoke({ token, args, configuration });

const computed: readonly { token: string; args: Properties; region: string; result: Properties }[] = [
  {
    token: "aws:index/getPartition:getPartition",
    args: {},
    region: "eu-central-1",
    result: { id: "aws", partition: "aws", dnsSuffix: "amazonaws.com", reverseDnsPrefix: "com.amazonaws" },
  },
  {
    token: "aws:index/getPartition:getPartition",
    args: {},
    region: "cn-north-1",
    result: { id: "aws-cn", partition: "aws-cn", dnsSuffix: "amazonaws.com.cn", reverseDnsPrefix: "cn.com.amazonaws" },
  },
  {
    token: "aws:index/getPartition:getPartition",
    args: {},
    region: "us-gov-west-1",
    result: {
      id: "aws-us-gov",
      partition: "aws-us-gov",
      dnsSuffix: "amazonaws.com",
      reverseDnsPrefix: "com.amazonaws",
    },
  },
  {
    token: "aws:index/getRegion:getRegion",
    args: {},
    region: "eu-central-1",
    result: {
      id: "eu-central-1",
      name: "eu-central-1",
      region: "eu-central-1",
      endpoint: "ec2.eu-central-1.amazonaws.com",
      description: "Europe (Frankfurt)",
    },
  },
  {
    token: "aws:index/getRegion:getRegion",
    args: { region: "us-east-1" },
    region: "eu-central-1",
    result: {
      id: "us-east-1",
      name: "us-east-1",
      region: "us-east-1",
      endpoint: "ec2.us-east-1.amazonaws.com",
      description: "US East (N. Virginia)",
    },
  },
  {
    token: "aws:index/getService:getService",
    args: { serviceId: "s3" },
    region: "us-west-2",
    result: {
      id: "com.amazonaws.us-west-2.s3",
      dnsName: "s3.us-west-2.amazonaws.com",
      partition: "aws",
      region: "us-west-2",
      reverseDnsName: "com.amazonaws.us-west-2.s3",
      reverseDnsPrefix: "com.amazonaws",
      serviceId: "s3",
      supported: UNKNOWN,
    },
  },
  {
    token: "aws:index/getServicePrincipal:getServicePrincipal",
    args: { serviceName: "s3" },
    region: "cn-north-1",
    result: {
      id: "s3.cn-north-1.amazonaws.com",
      name: "s3.amazonaws.com",
      region: "cn-north-1",
      serviceName: "s3",
      suffix: "amazonaws.com",
    },
  },
  {
    token: "aws:index/getServicePrincipal:getServicePrincipal",
    args: { serviceName: "logs" },
    region: "cn-north-1",
    result: {
      id: "logs.cn-north-1.amazonaws.com.cn",
      name: "logs.amazonaws.com.cn",
      region: "cn-north-1",
      serviceName: "logs",
      suffix: "amazonaws.com.cn",
    },
  },
  {
    token: "aws:index/getArn:getArn",
    args: { arn: "arn:aws:rds:eu-west-1:123456789012:db:mysql-db" },
    region: "eu-central-1",
    result: {
      id: "arn:aws:rds:eu-west-1:123456789012:db:mysql-db",
      arn: "arn:aws:rds:eu-west-1:123456789012:db:mysql-db",
      partition: "aws",
      service: "rds",
      region: "eu-west-1",
      account: "123456789012",
      resource: "db:mysql-db",
    },
  },
];

describe("Functions of the offline AWS provider", () => {
  for (const { token, args, region, result } of computed) {
    it(`compute ${token} of ${JSON.stringify(args)} in ${region}`, () => {
      assert.deepEqual(invoke(token, args, { region }), { result, failures: [], placeholder: false });
    });
  }

  it("refuse what is no ARN", () => {
    assert.deepEqual(invoke("aws:index/getArn:getArn", { arn: "role/x" }).failures, [
      { property: "arn", reason: '"arn" (role/x) is invalid: arn: invalid prefix' },
    ]);
  });

  it("do not know the region where the provider's configuration names none", () => {
    assert.deepEqual(invoke("aws:index/getRegion:getRegion", {}, {}), {
      result: { id: UNKNOWN, name: UNKNOWN, region: UNKNOWN, endpoint: UNKNOWN, description: UNKNOWN },
      failures: [],
      placeholder: true,
    });
  });

  it("answer each field as unknown where the account would have to be asked", () => {
    assert.deepEqual(invoke("aws:index/getCallerIdentity:getCallerIdentity", {}), {
      result: { accountId: UNKNOWN, arn: UNKNOWN, id: UNKNOWN, userId: UNKNOWN },
      failures: [],
      placeholder: true,
    });
    assert.deepEqual(invoke("aws:index/getAvailabilityZones:getAvailabilityZones", { state: "available" }), {
      result: {
        allAvailabilityZones: UNKNOWN,
        excludeNames: UNKNOWN,
        excludeZoneIds: UNKNOWN,
        filters: UNKNOWN,
        groupNames: UNKNOWN,
        id: UNKNOWN,
        names: UNKNOWN,
        region: UNKNOWN,
        state: UNKNOWN,
        zoneIds: UNKNOWN,
      },
      failures: [],
      placeholder: true,
    });
  });

  it("answer nothing where the SDK does not know the function", () => {
    assert.deepEqual(invoke("aws:made/getUp:getUp", {}), { result: {}, failures: [], placeholder: true });
  });
});
