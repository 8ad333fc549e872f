import assert from "node:assert/strict";
import { credentials, status, type ServiceError } from "@grpc/grpc-js";
import { ResourceProviderClient } from "@pulumi/pulumi/proto/provider_grpc_pb";
import type { PluginInfo } from "@pulumi/pulumi/proto/plugin_pb";
import {
  CheckRequest,
  ConfigureRequest,
  CreateRequest,
  GetSchemaRequest,
  InvokeRequest,
  ParameterizeRequest,
  ProviderHandshakeRequest,
  ReadRequest,
  type CheckResponse,
  type ConfigureResponse,
  type CreateResponse,
  type GetSchemaResponse,
  type InvokeResponse,
  type ParameterizeResponse,
  type ProviderHandshakeResponse,
  type ReadResponse,
} from "@pulumi/pulumi/proto/provider_pb";
import { Empty } from "google-protobuf/google/protobuf/empty_pb";
import { serveProvider, type ServedProvider } from "../../../preview/offline/serve";
import { unknownText, withUnknowns } from "../../../preview/offline/unknown-text";
import { fromStruct, toStruct } from "../../../preview/values";
import { UNKNOWN } from "../../../preview/wire";

const vpc = "urn:pulumi:dev::app::aws:ec2/vpc:Vpc::main";

type Call<Response> = (done: (error: ServiceError | null, response: Response) => void) => unknown;

const ask = <Response>(call: Call<Response>) =>
  new Promise<Response>((resolve, reject) =>
    call((error, response) => (error === null ? resolve(response) : reject(error))),
  );

describe("The offline provider as a plugin", () => {
  let served: ServedProvider;
  let client: ResourceProviderClient;

  before(async () => {
    served = await serveProvider({ name: "aws", version: "7.48.0" }, process.cwd());
    client = new ResourceProviderClient(`127.0.0.1:${served.port}`, credentials.createInsecure());
  });

  after(() => {
    client.close();
    served.stop();
  });

  it("says that it takes secrets and neither references nor outputs", async () => {
    const response = await ask<ProviderHandshakeResponse>((done) =>
      client.handshake(new ProviderHandshakeRequest(), done),
    );
    assert.equal(response.getAcceptSecrets(), true);
    assert.equal(response.getAcceptResources(), false);
    assert.equal(response.getAcceptOutputs(), false);
  });

  it("says which version of which package it is", async () => {
    const info = await ask<PluginInfo>((done) => client.getPluginInfo(new Empty(), done));
    assert.equal(info.getVersion(), "7.48.0");
    const schema = await ask<GetSchemaResponse>((done) => client.getSchema(new GetSchemaRequest(), done));
    const { name, version, resources } = JSON.parse(schema.getSchema()) as Record<string, object>;
    assert.deepEqual({ name, version }, { name: "aws", version: "7.48.0" });
    assert.ok(resources !== undefined && "aws:ec2/vpc:Vpc" in resources && Object.keys(resources).length > 1000);
  });

  it("checks its configuration", async () => {
    const news = toStruct({ region: "eu-central-1", insecure: true });
    const response = await ask<CheckResponse>((done) => client.checkConfig(new CheckRequest().setNews(news), done));
    assert.deepEqual(fromStruct(response.getInputs()), { region: "eu-central-1", insecure: "true" });
  });

  it("checks resources under the configuration that it was given", async () => {
    const configuration = toStruct({ region: "eu-west-1", defaultTags: '{"tags":{"env":"prod"}}' });
    await ask<ConfigureResponse>((done) => client.configure(new ConfigureRequest().setArgs(configuration), done));
    const request = new CheckRequest().setUrn(vpc).setNews(toStruct({ cidrBlock: UNKNOWN }));
    const response = await ask<CheckResponse>((done) => client.check(request, done));
    assert.deepEqual(response.getFailuresList(), []);
    assert.deepEqual(fromStruct(response.getInputs()), {
      cidrBlock: UNKNOWN,
      region: "eu-west-1",
      tagsAll: { env: "prod" },
      enableDnsSupport: true,
      instanceTenancy: "default",
      __defaults: ["enableDnsSupport", "instanceTenancy"],
    });
  });

  it("says why it refuses a resource", async () => {
    const urn = "urn:pulumi:dev::app::aws:ec2/subnet:Subnet::s";
    const request = new CheckRequest().setUrn(urn).setNews(toStruct({}));
    const response = await ask<CheckResponse>((done) => client.check(request, done));
    assert.deepEqual(
      response.getFailuresList().map((failure) => failure.getReason()),
      ["Missing required property 'vpcId'"],
    );
  });

  it("plans a resource with an empty id and unknown outputs", async () => {
    const urn = "urn:pulumi:dev::app::aws:kms/alias:Alias::a";
    const request = new CreateRequest()
      .setUrn(urn)
      .setPreview(true)
      .setProperties(toStruct({ name: "alias/a", targetKeyId: "k", region: "eu-west-1" }));
    const response = await ask<CreateResponse>((done) => client.create(request, done));
    assert.equal(response.getId(), "");
    assert.deepEqual(fromStruct(response.getProperties()), {
      name: "alias/a",
      targetKeyId: "k",
      region: "eu-west-1",
      id: UNKNOWN,
      arn: UNKNOWN,
      namePrefix: UNKNOWN,
      targetKeyArn: UNKNOWN,
    });
  });

  it("creates nothing", async () => {
    const request = new CreateRequest().setUrn(vpc).setProperties(toStruct({}));
    await assert.rejects(
      ask<CreateResponse>((done) => client.create(request, done)),
      {
        code: status.UNIMPLEMENTED,
        details: `${vpc} cannot be created: this provider only previews.`,
      },
    );
  });

  it("reads nothing unknown, which the engine would refuse", async () => {
    const request = new ReadRequest().setUrn(vpc).setId("vpc-1").setProperties(toStruct({}));
    const response = await ask<ReadResponse>((done) => client.read(request, done));
    assert.equal(response.getId(), "vpc-1");
    assert.deepEqual(fromStruct(response.getProperties()), { id: "vpc-1" });
  });

  it("writes unknown results as a text that a program's preload turns back", async () => {
    const request = new InvokeRequest().setTok("aws:index/getCallerIdentity:getCallerIdentity").setArgs(toStruct({}));
    const response = await ask<InvokeResponse>((done) => client.invoke(request, done));
    const result = fromStruct(response.getReturn());
    assert.deepEqual(result, { accountId: unknownText, arn: unknownText, id: unknownText, userId: unknownText });
    assert.deepEqual(withUnknowns(result), { accountId: UNKNOWN, arn: UNKNOWN, id: UNKNOWN, userId: UNKNOWN });
  });

  it("computes functions from its arguments and configuration", async () => {
    const request = new InvokeRequest().setTok("aws:index/getRegion:getRegion").setArgs(toStruct({}));
    const response = await ask<InvokeResponse>((done) => client.invoke(request, done));
    assert.equal(fromStruct(response.getReturn()).description, "Europe (Ireland)");
  });

  it("cannot be parameterized", async () => {
    await assert.rejects(
      ask<ParameterizeResponse>((done) => client.parameterize(new ParameterizeRequest(), done)),
      { code: status.UNIMPLEMENTED },
    );
  });

  it("ends when it is asked to", async () => {
    assert.ok((await ask<Empty>((done) => client.cancel(new Empty(), done))) instanceof Empty);
  });
});
