import assert from "node:assert/strict";
import { offlineProvider } from "../../../preview/offline/index";
import { UNKNOWN, type Properties } from "../../../preview/wire";

const tls = offlineProvider({ name: "tls", version: "5.6.1" }, process.cwd());
const privateKey = "tls:index/privateKey:PrivateKey";
const urn = (type: string) => `urn:pulumi:dev::app::${type}::k`;

// Made for this test.
const key = `-----BEGIN EC PRIVATE KEY-----
MHcCAQEEII8OtVix6udALItUwhrFydUMzhlzFzMxK+yQq/o0gFx6oAoGCCqGSM49
AwEHoUQDQgAE5hoDnfu4wfKCTp+iSy2dMZ0oUUUIzagdB6BORXeE7AC2Zulnfktw
YiMeh8ep/Q4n129pWbvPTNfyB4wdU6rqjA==
-----END EC PRIVATE KEY-----
`;

describe("The offline TLS provider", () => {
  const check = (type: string, inputs: Properties) => tls.check({ urn: urn(type), type, inputs, configuration: {} });

  it("fills in nothing when it checks a key", () => {
    assert.deepEqual(check(privateKey, { algorithm: "RSA", rsaBits: "4096" }), {
      inputs: { algorithm: "RSA", rsaBits: 4096 },
      failures: [],
    });
  });

  it("refuses a certificate without uses", () => {
    const type = "tls:index/selfSignedCert:SelfSignedCert";
    assert.deepEqual(check(type, { privateKeyPem: UNKNOWN, validityPeriodHours: 1 }).failures, [
      { property: "", reason: "Missing required property 'allowedUses'" },
    ]);
  });

  it("plans a key with Terraform's defaults and nothing known of the key itself", () => {
    assert.deepEqual(tls.create({ urn: urn(privateKey), type: privateKey, inputs: { algorithm: "RSA" } }), {
      algorithm: "RSA",
      rsaBits: 2048,
      ecdsaCurve: "P224",
      id: UNKNOWN,
      privateKeyOpenssh: UNKNOWN,
      privateKeyPem: UNKNOWN,
      privateKeyPemPkcs8: UNKNOWN,
      publicKeyFingerprintMd5: UNKNOWN,
      publicKeyFingerprintSha256: UNKNOWN,
      publicKeyOpenssh: UNKNOWN,
      publicKeyPem: UNKNOWN,
    });
  });

  it("plans the size of key that the program asks for", () => {
    const inputs = { algorithm: "RSA", rsaBits: 4096 };
    assert.equal(tls.create({ urn: urn(privateKey), type: privateKey, inputs }).rsaBits, 4096);
  });

  it("computes the public half of a key as OpenSSH and OpenSSL do", () => {
    assert.deepEqual(
      tls.invoke({ token: "tls:index/getPublicKey:getPublicKey", args: { privateKeyPem: key }, configuration: {} }),
      {
        result: {
          privateKeyPem: key,
          algorithm: "ECDSA",
          id: "7868d4c3e4d0f6397fa5594f2ab34e2fa1939e5f",
          publicKeyPem:
            "-----BEGIN PUBLIC KEY-----\n" +
            "MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAE5hoDnfu4wfKCTp+iSy2dMZ0oUUUI\n" +
            "zagdB6BORXeE7AC2ZulnfktwYiMeh8ep/Q4n129pWbvPTNfyB4wdU6rqjA==\n" +
            "-----END PUBLIC KEY-----\n",
          publicKeyOpenssh:
            "ecdsa-sha2-nistp256 AAAAE2VjZHNhLXNoYTItbmlzdHAyNTYAAAAIbmlzdHAyNTYAAABBBOYaA537uMHygk6fokstnTGdKFFFCM2oHQeg" +
            "TkV3hOwAtmbpZ35LcGIjHofHqf0OJ9dvaVm7z0zX8geMHVOq6ow=\n",
          publicKeyFingerprintMd5: "10:af:0b:45:b9:cb:ee:3f:1c:85:bf:54:c7:3b:7f:8d",
          publicKeyFingerprintSha256: "SHA256:etkXtpP9wImSOpk4rkTSSxwyeZrjx9HIYzHdWPXGglU",
        },
        failures: [],
        placeholder: false,
      },
    );
  });

  it("does not know the public half of a key that it cannot read", () => {
    const args = { privateKeyOpenssh: "-----BEGIN OPENSSH PRIVATE KEY-----" };
    const answer = tls.invoke({ token: "tls:index/getPublicKey:getPublicKey", args, configuration: {} });
    assert.equal(answer.placeholder, true);
    assert.equal(answer.result.publicKeyPem, UNKNOWN);
  });
});

describe("A provider that nothing is known of", () => {
  it("echoes what it is given", () => {
    const random = offlineProvider({ name: "random", version: "" }, process.cwd());
    const type = "random:index/randomPassword:RandomPassword";
    assert.deepEqual(random.check({ urn: urn(type), type, inputs: { length: 16, a: null }, configuration: {} }), {
      inputs: { length: 16 },
      failures: [],
    });
    assert.deepEqual(random.create({ urn: urn(type), type, inputs: { length: 16 } }), { length: 16 });
    assert.deepEqual(random.checkConfiguration({ urn: urn(type), inputs: { a: "1" } }).inputs, { a: "1" });
  });
});
