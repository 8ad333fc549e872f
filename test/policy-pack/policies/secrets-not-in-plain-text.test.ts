import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { gzipSync } from "node:zlib";
import fc from "fast-check";
import { unknown } from "../../../policy-pack/node";
import { secretsNotInPlainText } from "../../../policy-pack/policies/secrets-not-in-plain-text";
import { declare } from "../../../protocol/declaration";
import { type Expected, testResourcePolicy } from "../../support/policy";
import { resourceView } from "../../support/view";

const lambda = "aws:lambda/function:Function";
const instance = "aws:ec2/instance:Instance";
const taskDefinition = "aws:ecs/taskDefinition:TaskDefinition";

const awsKey = "AKIA" + "IOSFODNN7EXAMPLE";
const githubToken = "ghp_" + "aB3dE6gH9jK2mN5pQ8sT1vW4xY7zaB3dE6gH";
const privateKey = "-----BEGIN " + "PRIVATE KEY-----\nMC4CAQAw\n-----END " + "PRIVATE KEY-----\n";
const base64 = (text: string | Buffer) => Buffer.from(text).toString("base64");
const script = "#!/bin/sh\nexport DB_PASSWORD=hunter2\nrun\n";
const cloudConfig = `#cloud-config\nwrite_files:\n  - path: /etc/app\n    encoding: gz+b64\n    content: ${base64(gzipSync(script))}\n`;
const mime = [
  'Content-Type: multipart/mixed; boundary="b"',
  "",
  "--b",
  "Content-Type: text/cloud-config",
  "Content-Transfer-Encoding: base64",
  "",
  base64(cloudConfig),
  "--b--",
].join("\n");

const holds = (path: string, what = "a secret, as its name says,"): Expected => ({
  status: "violated",
  path,
  message: `${path} holds ${what} in plain text.`,
});

const variable = "environment.variables.DB_PASSWORD";

const variables = (values: Readonly<Record<string, string | typeof unknown>>) => ({
  environment: { variables: values },
});

const containers = (environment: unknown, more: object = {}) => ({
  containerDefinitions: JSON.stringify([{ name: "app", image: "app", environment, ...more }]),
});

const pod = (container: object, type = "kubernetes:core/v1:Pod") => ({
  type,
  inputs: { kind: type.slice(type.lastIndexOf(":") + 1), spec: { containers: [{ name: "app", ...container }] } },
});

const configMap = (data: Readonly<Record<string, string>>) => ({
  type: "kubernetes:core/v1:ConfigMap",
  inputs: { kind: "ConfigMap", data },
});

const secretOf = (inputs: object) => ({ type: "kubernetes:core/v1:Secret", inputs: { kind: "Secret", ...inputs } });

testResourcePolicy(
  secretsNotInPlainText,
  { type: lambda, inputs: variables({ LOG_LEVEL: "info", TABLE: "orders" }) },
  {
    passes: {
      "the ARN of a secret": {
        change: variables({ DB_SECRET_ARN: "arn:aws:secretsmanager:eu-central-1:111122223333:secret:db-AbCdEf" }),
      },
      "the ARN of a secret under the name of a secret": {
        change: variables({ DB_SECRET: "arn:aws:secretsmanager:eu-central-1:111122223333:secret:db-AbCdEf" }),
      },
      "the name of a secret": { change: variables({ passwordSecretName: "app/db", SECRET_ID: "app/db" }) },
      "a reference that CloudFormation resolves": {
        change: variables({ DB_PASSWORD: "{{resolve:secretsmanager:db:SecretString:password}}" }),
      },
      "an empty value": { change: variables({ DB_PASSWORD: "" }) },
      "the place of a file": { change: variables({ DB_PASSWORD: "/run/secrets/db-password" }) },
      "settings that speak of secrets": {
        change: variables({
          TOKEN_URL: "https://id.example.org/token",
          PASSWORD_MIN_LENGTH: "14",
          TOKEN_TTL_SECONDS: "21600",
          MAX_TOKENS: "4096",
        }),
      },
      "lifetimes of tokens, which have units": {
        type: "aws:cognito/userPoolClient:UserPoolClient",
        inputs: { tokenValidityUnits: { accessToken: "hours", refreshToken: "days" }, generateSecret: true },
      },
      "a password that RDS manages": {
        type: "aws:rds/instance:Instance",
        inputs: { manageMasterUserPassword: true, username: "app" },
      },
      "a password that is write-only": {
        type: "aws:rds/cluster:Cluster",
        inputs: { masterPasswordWo: "hunter2", masterPasswordWoVersion: 1 },
      },
      "a container that reads its secrets from a store": {
        type: taskDefinition,
        inputs: containers([{ name: "LOG_LEVEL", value: "info" }], {
          secrets: [{ name: "DB_PASSWORD", valueFrom: "arn:aws:ssm:eu-central-1:111122223333:parameter/db/password" }],
        }),
      },
      "a build that reads its secrets from a store": {
        type: "aws:codebuild/project:Project",
        inputs: {
          environment: { environmentVariables: [{ name: "TOKEN", type: "SECRETS_MANAGER", value: "app/token" }] },
        },
      },
      "a script that fetches its secrets": {
        type: instance,
        inputs: {
          userData:
            "#!/bin/sh\nTOKEN=$(curl -X PUT -H 'X-aws-ec2-metadata-token-ttl-seconds: 60' http://169.254.169.254/latest/api/token)\n" +
            'export DB_PASSWORD="$(aws secretsmanager get-secret-value --secret-id app/db)"\n' +
            'curl -H "Authorization: Bearer $TOKEN" https://example.org\nlock_passwd: true\nssh_pwauth: false\n',
        },
      },
      "a policy that speaks of tokens": {
        type: "aws:iam/policy:Policy",
        inputs: {
          policy: JSON.stringify({
            Statement: [{ Effect: "Allow", Condition: { StringEquals: { "aws:RequestTag/Token": "x" } } }],
          }),
        },
      },
      "a pod that mounts its secrets": {
        ...pod({
          volumeMounts: [{ name: "secret", mountPath: "/run/secrets" }],
          env: [{ name: "PORT", value: "443" }],
        }),
      },
      "a Secret that holds a public certificate and references": secretOf({
        data: { "ca.crt": base64("-----BEGIN CERTIFICATE-----\nMIIB") },
        stringData: { url: "https://example.org", password: "" },
      }),
      "annotations that name a Secret": {
        type: "kubernetes:networking.k8s.io/v1:Ingress",
        inputs: { metadata: { annotations: { "nginx.ingress.kubernetes.io/auth-secret": "basic-auth" } } },
      },
      "an ExternalSecret that says where the value goes": {
        type: "kubernetes:external-secrets.io/v1:ExternalSecret",
        inputs: {
          kind: "ExternalSecret",
          spec: {
            target: { template: { data: { url: "postgres://app:{{ .password }}@db/orders" } } },
            data: [{ secretKey: "password", remoteRef: { key: "app/db", property: "password" } }],
          },
        },
      },
      "parameters of a database that speak of passwords": {
        type: "aws:rds/parameterGroup:ParameterGroup",
        inputs: {
          parameters: [
            { name: "password_encryption", value: "scram-sha-256" },
            { name: "old_passwords", value: "0" },
          ],
        },
      },
      "a chart that uses a Secret which exists": {
        type: "kubernetes:helm.sh/v4:Chart",
        inputs: {
          values: {
            auth: { existingSecret: "db", secretKeys: { adminPasswordKey: "postgres-password" } },
            imagePullSecrets: ["registry"],
          },
        },
      },
      "an SSH public key": {
        type: "aws:ec2/keyPair:KeyPair",
        inputs: { publicKey: "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIE0 admin@example.org" },
      },
      "a secure parameter that is written only": {
        type: "aws:ssm/parameter:Parameter",
        inputs: { name: "/app/db/password", type: "SecureString", valueWo: "hunter2", valueWoVersion: 1 },
      },
      "a plain parameter that is none": {
        type: "aws:ssm/parameter:Parameter",
        inputs: { name: "/app/log-level", type: "String", value: "info" },
      },
      "what the provider adds from its own configuration": {
        inputs: { tags: { team: "im" }, tagsAll: { team: "im", password: "hunter2" } },
      },
      "keys of objects and tables": {
        type: "aws:dynamodb/table:Table",
        inputs: { hashKey: "aB3dE6gH9jK2mN5pQ8sT1vW4", tags: { key: "orders" } },
      },
    },

    fails: {
      "a password in a variable": { change: variables({ DB_PASSWORD: "hunter2" }), answers: [holds(variable)] },
      "a placeholder, which many a system runs with": {
        change: variables({ DB_PASSWORD: "changeme" }),
        answers: [holds(variable)],
      },
      "a value that shows what it is": {
        change: variables({ CONFIG: awsKey }),
        answers: [holds("environment.variables.CONFIG", "an AWS access key")],
      },
      "an address with a password": {
        change: variables({ DATABASE_URL: "postgres://app:hunter2@db/orders" }),
        answers: [holds("environment.variables.DATABASE_URL", "an address with a password")],
      },
      "a value as random as a key": {
        change: variables({ LICENSE_KEY: "aB3dE6gH9jK2mN5pQ8sT1vW4" }),
        answers: [holds("environment.variables.LICENSE_KEY")],
      },
      "the master password of a database": {
        type: "aws:rds/instance:Instance",
        inputs: { username: "app", password: "hunter2" },
        answers: [holds("password")],
      },
      "the master password of a cluster": {
        type: "aws:docdb/cluster:Cluster",
        inputs: { masterUsername: "app", masterPassword: "hunter2" },
        answers: [holds("masterPassword")],
      },
      "the password of a warehouse": {
        type: "aws:redshiftserverless/namespace:Namespace",
        inputs: { adminUserPassword: "hunter2" },
        answers: [holds("adminUserPassword")],
      },
      "a variable of a container definition": {
        type: taskDefinition,
        inputs: containers([{ name: "DB_PASSWORD", value: "hunter2" }]),
        answers: [holds("containerDefinitions", "the value of DB_PASSWORD")],
      },
      "a token in the command of a container definition": {
        type: taskDefinition,
        inputs: containers([], { command: ["run", "--token", "abc", githubToken] }),
        answers: [holds("containerDefinitions", "the value of --token and a GitHub token")],
      },
      "a variable of a build": {
        type: "aws:codebuild/project:Project",
        inputs: { environment: { environmentVariables: [{ name: "API_TOKEN", type: "PLAINTEXT", value: "abc" }] } },
        answers: [holds("environment.environmentVariables[0].value")],
      },
      "a variable of a stage": {
        type: "aws:apigateway/stage:Stage",
        inputs: { variables: { apiKey: "abc" } },
        answers: [holds("variables.apiKey")],
      },
      "a variable of a service": {
        type: "aws:apprunner/service:Service",
        inputs: {
          sourceConfiguration: {
            imageRepository: { imageConfiguration: { runtimeEnvironmentVariables: { CLIENT_SECRET: "abc" } } },
          },
        },
        answers: [
          holds("sourceConfiguration.imageRepository.imageConfiguration.runtimeEnvironmentVariables.CLIENT_SECRET"),
        ],
      },
      "a variable of a pod": {
        ...pod({ env: [{ name: "DB_PASSWORD", value: "hunter2" }] }),
        answers: [holds("spec.containers[0].env[0].value")],
      },
      "an argument of a pod": {
        ...pod({ args: ["--password=hunter2"] }),
        answers: [holds("spec.containers[0].args[0]", "the value of password")],
      },
      "a password in a ConfigMap": {
        ...configMap({ password: "hunter2" }),
        answers: [holds("data.password")],
      },
      "a password in a file of a ConfigMap": {
        ...configMap({ "application.yaml": "datasource:\n  username: app\n  password: hunter2\n" }),
        answers: [holds('data["application.yaml"]', "the value of password")],
      },
      "a Secret of the program, in the clear and in base64": {
        ...secretOf({ stringData: { password: "hunter2" }, data: { token: base64("hunter3") } }),
        answers: [
          holds("stringData.password", "the value of a Kubernetes Secret"),
          holds("data.token", "the value of a Kubernetes Secret"),
        ],
      },
      "a plain parameter that is named like a secret": {
        type: "aws:ssm/parameter:Parameter",
        inputs: { name: "/app/db/password", type: "String", value: "hunter2" },
        answers: [holds("value")],
      },
      "an insecure value of a parameter": {
        type: "aws:ssm/parameter:Parameter",
        inputs: { name: "/app/db/password", type: "String", insecureValue: "hunter2" },
        answers: [holds("insecureValue")],
      },
      "a script with a password": {
        type: instance,
        inputs: { userData: script },
        answers: [holds("userData", "the value of DB_PASSWORD")],
      },
      "the credentials of a provider": {
        type: "pulumi:providers:aws",
        inputs: { region: "eu-central-1", accessKey: awsKey, secretKey: "abc", token: "abc" },
        answers: [holds("accessKey", "an AWS access key"), holds("secretKey"), holds("token")],
      },
      "a tag": { change: { tags: { password: "hunter2" } }, answers: [holds("tags.password")] },
      "an argument whose name does not say that it is a secret": {
        type: "aws:kms/ciphertext:Ciphertext",
        inputs: { keyId: "alias/app", plaintext: "hunter2" },
        answers: [holds("plaintext", "a secret")],
      },
      "a password where the provider offers no other way, as advice": {
        type: "aws:directoryservice/directory:Directory",
        inputs: { name: "corp.example.org", password: "hunter2" },
        answers: [
          {
            ...holds("password"),
            message:
              "password holds a secret, as its name says, in plain text unless it is a Pulumi secret, which cannot be seen here; " +
              "the provider offers no other way.",
            advisory: true,
          },
        ],
      },
      "a variable beside a token for which the provider offers no other way": {
        type: "aws:amplify/app:App",
        inputs: { name: "web", accessToken: "abc", environmentVariables: { API_TOKEN: "abc" } },
        answers: [
          {
            ...holds("accessToken"),
            message:
              "accessToken holds a secret, as its name says, in plain text unless it is a Pulumi secret, which cannot be seen here; " +
              "the provider offers no other way.",
            advisory: true,
          },
          holds("environmentVariables.API_TOKEN"),
        ],
      },
      "key material, as advice": {
        type: "aws:kms/externalKey:ExternalKey",
        inputs: { keyMaterialBase64: base64("0123456789abcdef") },
        answers: [
          {
            ...holds("keyMaterialBase64"),
            message:
              "keyMaterialBase64 holds a secret in plain text unless it is a Pulumi secret, which cannot be seen here; " +
              "the provider offers no other way.",
            advisory: true,
          },
        ],
      },
      "a secret that goes to its store by way of the state, as advice": {
        type: "aws:secretsmanager/secretVersion:SecretVersion",
        inputs: { secretId: "app/db", secretString: '{"password":"hunter2"}' },
        answers: [
          {
            ...holds("secretString"),
            message:
              "secretString is known to the program and stands in its state; the write-only secretStringWo keeps it out of both.",
            advisory: true,
          },
        ],
      },
      "a secure parameter that goes to its store by way of the state, as advice": {
        type: "aws:ssm/parameter:Parameter",
        inputs: { name: "/app/db/password", type: "SecureString", value: "hunter2" },
        answers: [
          {
            ...holds("value"),
            message:
              "value is known to the program and stands in its state; the write-only valueWo keeps it out of both.",
            advisory: true,
          },
        ],
      },
      "a variable of a pod that comes from a Secret, as advice": {
        ...pod({
          env: [{ name: "DB_PASSWORD", valueFrom: { secretKeyRef: { name: "db", key: "password" } } }],
          envFrom: [{ secretRef: { name: "db" } }, { configMapRef: { name: "app" } }],
        }),
        answers: ["spec.containers[0].env[0].valueFrom.secretKeyRef", "spec.containers[0].envFrom[0].secretRef"].map(
          (path) => ({
            status: "violated" as const,
            path,
            message: `${path} hands a secret over as an environment variable, which shows it to more than its reader; a file is preferred.`,
            advisory: true as const,
          }),
        ),
      },
    },

    evasions: {
      "a script in base64": {
        type: "aws:ec2/launchTemplate:LaunchTemplate",
        inputs: { userData: base64(script) },
        answers: [holds("userData", "the value of DB_PASSWORD")],
      },
      "a script that is compressed": {
        type: "aws:ec2/launchConfiguration:LaunchConfiguration",
        inputs: { userDataBase64: base64(gzipSync(script)) },
        answers: [holds("userDataBase64", "the value of DB_PASSWORD")],
      },
      "a file of a cloud-config in a part of a message": {
        type: "aws:ec2/spotInstanceRequest:SpotInstanceRequest",
        inputs: { userData: base64(mime) },
        answers: [holds("userData", "the value of DB_PASSWORD")],
      },
      "a script that is packed so that nobody can search it": {
        type: instance,
        inputs: { userDataBase64: base64(gzipSync(Buffer.alloc(64 * 1024 * 1024, "x"))), tags: { token: "abc" } },
        answers: [
          {
            ...holds("userDataBase64"),
            message: "userDataBase64 packs more into it than can be searched for secrets.",
            advisory: true,
          },
          holds("tags.token"),
        ],
      },
      "a private key under an innocent name": {
        change: variables({ NOTES: privateKey }),
        answers: [holds("environment.variables.NOTES", "a private key")],
      },
      "a password in JSON in a variable": {
        change: variables({ CONFIG: JSON.stringify({ db: { password: "hunter2" } }) }),
        answers: [holds("environment.variables.CONFIG", "the value of password")],
      },
      "secrets of an init container and of an ephemeral container": {
        type: "kubernetes:core/v1:Pod",
        inputs: {
          kind: "Pod",
          spec: {
            initContainers: [{ name: "init", env: [{ name: "TOKEN", value: "abc" }] }],
            ephemeralContainers: [{ name: "debug", env: [{ name: "TOKEN", value: "abc" }] }],
          },
        },
        answers: [holds("spec.initContainers[0].env[0].value"), holds("spec.ephemeralContainers[0].env[0].value")],
      },
      "a custom resource that runs pods": {
        type: "kubernetes:argoproj.io/v1alpha1:Rollout",
        inputs: {
          kind: "Rollout",
          spec: { template: { spec: { containers: [{ env: [{ name: "TOKEN", value: "abc" }] }] } } },
        },
        answers: [holds("spec.template.spec.containers[0].env[0].value")],
      },
      "Secrets in a list, and a patch": {
        type: "kubernetes:core/v1:SecretList",
        inputs: { items: [{ stringData: { a: "hunter2" } }, { kind: "Secret", stringData: { b: "hunter2" } }] },
        answers: [
          holds("items[0].stringData.a", "the value of a Kubernetes Secret"),
          holds("items[1].stringData.b", "the value of a Kubernetes Secret"),
        ],
      },
      "a token in an annotation": {
        type: "kubernetes:core/v1:ConfigMap",
        inputs: { metadata: { annotations: { note: githubToken } } },
        answers: [holds("metadata.annotations.note", "a GitHub token")],
      },
      "a patch of a Secret": {
        type: "kubernetes:core/v1:SecretPatch",
        inputs: { stringData: { a: "hunter2" } },
        answers: [holds("stringData.a", "the value of a Kubernetes Secret")],
      },
      "an account file of a provider": {
        type: "pulumi:providers:kubernetes",
        inputs: { kubeconfig: `users:\n- name: admin\n  user:\n    client-key-data: ${base64(privateKey)}\n` },
        answers: [holds("kubeconfig", "a private key")],
      },
      "a password that is piped into an account": {
        type: instance,
        inputs: { userData: 'echo "root:hunter2" | chpasswd\n' },
        answers: [holds("userData", "the password of an account")],
      },
      "an object of a bucket that is a configuration file": {
        type: "aws:s3/bucketObjectv2:BucketObjectv2",
        inputs: { content: "<configuration><dbPassword>hunter2</dbPassword></configuration>" },
        answers: [holds("content", "the value of dbPassword")],
      },
      "a secret in development, where it is no less of one": {
        declares: { env: "development" },
        change: variables({ DB_PASSWORD: "hunter2" }),
        answers: [holds(variable)],
      },
    },

    unknowns: {
      "a variable that is not known: nobody wrote it down": {
        change: variables({ DB_PASSWORD: unknown }),
        answers: [],
      },
      "variables that are not known": { change: { environment: unknown }, answers: [] },
      "a password that is not known": {
        type: "aws:rds/instance:Instance",
        inputs: { password: unknown },
        answers: [],
      },
      "a script that is not known": {
        type: instance,
        inputs: { userData: unknown },
        answers: [
          {
            status: "deferred",
            path: "userData",
            waitsFor: "userData",
            message: "Whether userData holds a secret cannot be told before it is known.",
          },
        ],
      },
      "a known secret before and after unknown values": {
        type: instance,
        inputs: { tags: { token: "abc" }, userData: unknown, userDataBase64: script },
        answers: [
          holds("tags.token"),
          {
            status: "deferred",
            path: "userData",
            waitsFor: "userData",
            message: "Whether userData holds a secret cannot be told before it is known.",
          },
          holds("userDataBase64", "the value of DB_PASSWORD"),
        ],
      },
      "a Secret whose values are not known": {
        ...secretOf({ data: unknown, stringData: { a: unknown } }),
        answers: [],
      },
      "a known variable beside one from a Secret that is not known": {
        ...pod({
          env: [
            { name: "A", valueFrom: unknown },
            { name: "TOKEN", value: "abc" },
          ],
        }),
        answers: [holds("spec.containers[0].env[1].value")],
      },
      "a list of variables that is not known": { ...pod({ env: unknown, envFrom: unknown }), answers: [] },
    },
  },
);

describe(secretsNotInPlainText.name, () => {
  const { declaration } = declare([]);
  const judge = (inputs: Record<string, string>) =>
    secretsNotInPlainText.judge(
      resourceView({
        type: lambda,
        inputs: { environment: { variables: inputs }, tags: inputs, userData: inputs["x"] },
      }),
      { declaration, problems: [], levelsFor: "production", parameters: {} },
    );

  it("lets identifiers pass, whatever they are called", () => {
    const digest = (text: string) => createHash("sha256").update(text).digest("hex");
    const identifier = fc.oneof(
      fc.uuid(),
      fc.string().map((text) => `sha256:${digest(text)}`),
      fc.string().map((text) => `arn:aws:secretsmanager:eu-central-1:111122223333:secret:${digest(text).slice(0, 12)}`),
      fc.string().map((text) => `vol-${digest(text).slice(0, 17)}`),
      fc.domain().map((domain) => `https://${domain}/oauth`),
    );
    const name = fc.constantFrom("DB_PASSWORD", "API_KEY", "CLIENT_SECRET", "token", "VOLUME", "IMAGE");
    fc.assert(fc.property(name, identifier, (key, value) => assert.deepEqual(judge({ [key]: value, x: value }), [])));
  });

  it("lets digests pass under names that are not those of secrets", () => {
    const digest = fc.string().map((text) => createHash("sha256").update(text).digest("hex"));
    const name = fc.constantFrom("CHECKSUM", "GIT_COMMIT", "sourceCodeHash", "etag", "IMAGE_DIGEST", "key");
    fc.assert(fc.property(name, digest, (key, value) => assert.deepEqual(judge({ [key]: value, x: value }), [])));
  });

  it("never says what it found", () => {
    const secret = fc.string({ unit: fc.constantFrom(..."bcdfghjkmnpqrvwxz23456789"), minLength: 8, maxLength: 40 });
    fc.assert(
      fc.property(secret, (value) => {
        const judgement = judge({
          DB_PASSWORD: value,
          x: `export API_TOKEN=${value}\n`,
          CONFIG: `{"password":"${value}"}`,
        });
        assert.ok(Array.isArray(judgement));
        assert.ok(judgement.length >= 4);
        assert.ok(!JSON.stringify(judgement).includes(value));
      }),
    );
  });

  it("takes any inputs without failing", () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.string({ unit: "binary" })), (inputs) => {
        const judgement = judge({ ...inputs, x: Object.values(inputs).join("\n") });
        assert.ok(Array.isArray(judgement));
      }),
    );
  });
});
