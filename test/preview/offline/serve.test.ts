import assert from "node:assert/strict";
import {
  credentials,
  Server,
  ServerCredentials,
  status,
  type sendUnaryData,
  type ServerUnaryCall,
  type ServiceError,
} from "@grpc/grpc-js";
import { EngineService } from "@pulumi/pulumi/proto/engine_grpc_pb";
import { LogSeverity, type LogRequest } from "@pulumi/pulumi/proto/engine_pb";
import { ResourceProviderClient } from "@pulumi/pulumi/proto/provider_grpc_pb";
import type { PluginInfo } from "@pulumi/pulumi/proto/plugin_pb";
import {
  CallRequest,
  CheckRequest,
  ConfigureRequest,
  CreateRequest,
  GetSchemaRequest,
  InvokeRequest,
  ParameterizeRequest,
  ProviderHandshakeRequest,
  ReadRequest,
  type CallResponse,
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

/** What a provider never asks an engine. */
const notAsked = Object.fromEntries(Object.keys(EngineService).map((method) => [method, () => undefined]));

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

  it("tells the engine what it warns of, before it answers", async () => {
    const heard: string[] = [];
    const engine = new Server();
    engine.addService(EngineService, {
      ...notAsked,
      log: (call: ServerUnaryCall<LogRequest, Empty>, done: sendUnaryData<Empty>) => {
        const { request } = call;
        heard.push(`${request.getSeverity() === LogSeverity.WARNING} ${request.getUrn()} ${request.getMessage()}`);
        done(null, new Empty());
      },
    });
    const port = await new Promise<number>((resolve, reject) =>
      engine.bindAsync("127.0.0.1:0", ServerCredentials.createInsecure(), (error, bound) =>
        error === null ? resolve(bound) : reject(error),
      ),
    );
    const greeting = new ProviderHandshakeRequest().setEngineAddress(`127.0.0.1:${port}`);
    await ask<ProviderHandshakeResponse>((done) => client.handshake(greeting, done));
    const request = new CheckRequest().setUrn(vpc).setNews(toStruct({ cidrBlock: {}, enableDnsSupport: "no" }));
    const response = await ask<CheckResponse>((done) => client.check(request, done));
    assert.deepEqual(response.getFailuresList(), []);
    assert.deepEqual(heard, [
      `true ${vpc} cidrBlock is {}, where a string is expected.`,
      `true ${vpc} enableDnsSupport is "no", where a boolean is expected.`,
    ]);
    engine.forceShutdown();
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

  it("becomes the provider that the parameters of an SDK name", async () => {
    const plugin = await serveProvider({ name: "terraform-provider", version: "0.8.0" }, process.cwd());
    const parameterized = new ResourceProviderClient(`127.0.0.1:${plugin.port}`, credentials.createInsecure());
    const value = new ParameterizeRequest.ParametersValue().setName("tls").setVersion("5.6.1");
    const response = await ask<ParameterizeResponse>((done) =>
      parameterized.parameterize(new ParameterizeRequest().setValue(value), done),
    );
    assert.deepEqual([response.getName(), response.getVersion()], ["tls", "5.6.1"]);
    const urn = "urn:pulumi:dev::app::tls:index/privateKey:PrivateKey::k";
    const checked = await ask<CheckResponse>((done) => parameterized.check(new CheckRequest().setUrn(urn), done));
    assert.deepEqual(
      checked.getFailuresList().map((failure) => failure.getReason()),
      ["Missing required property 'algorithm'"],
    );
    parameterized.close();
    plugin.stop();
  });

  it("takes no parameters from a command line", async () => {
    await assert.rejects(
      ask<ParameterizeResponse>((done) => client.parameterize(new ParameterizeRequest(), done)),
      { code: status.UNIMPLEMENTED, details: "aws takes its parameters from an SDK, not from a command line." },
    );
  });

  it("answers that the value of a method is unknown", async () => {
    const request = new CallRequest().setTok("aws:index:Thing/method");
    const response = await ask<CallResponse>((done) => client.call(request, done));
    assert.deepEqual(fromStruct(response.getReturn()), { result: UNKNOWN });
  });

  it("ends when it is asked to", async () => {
    assert.ok((await ask<Empty>((done) => client.cancel(new Empty(), done))) instanceof Empty);
  });
});
