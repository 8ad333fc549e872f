import assert from "node:assert/strict";
import fc from "fast-check";
import { unknown } from "../../../policy-pack/node";
import { keyRotation } from "../../../policy-pack/policies/key-rotation";
import type { Context } from "../../../policy-pack/policy";
import { declare } from "../../../protocol/declaration";
import { testResourcePolicy } from "../../support/policy";
import { type Properties, resourceView } from "../../support/view";

const key = "aws:kms/key:Key";
const off = (actual: string) => `KMS does not rotate this key: enableKeyRotation is ${actual}.`;
const period = (actual: string, days = 365) =>
  `rotationPeriodInDays is ${actual}; at most ${days} days may pass between two rotations.`;
const byHand = (reason: string, days = 365) =>
  `KMS cannot rotate this key: ${reason}. It is to be rotated by hand, at most ${days} days apart.`;
const undecided = (property: string) => `Whether KMS has to rotate this key is not known before ${property} is.`;

testResourcePolicy(
  keyRotation,
  { type: key, inputs: { enableKeyRotation: true } },
  {
    passes: {
      "the longest period that the protocol allows": { change: { rotationPeriodInDays: 365 } },
      "the shortest period that KMS allows": { change: { rotationPeriodInDays: 90 } },
      "numbers and booleans as text": { change: { enableKeyRotation: "true", rotationPeriodInDays: "365" } },
      "a symmetric key that says so": {
        change: { customerMasterKeySpec: "SYMMETRIC_DEFAULT", keyUsage: "ENCRYPT_DECRYPT" },
      },
      "the primary key of several regions": { change: { multiRegion: true } },
      "a key that is enabled": { change: { isEnabled: true } },
      "a longer period where the stack allows it": {
        change: { rotationPeriodInDays: 2560 },
        parameters: { maxRotationDays: 2560 },
      },
    },
    fails: {
      "a key without rotation": {
        change: { enableKeyRotation: false },
        answers: [{ status: "violated", path: "enableKeyRotation", message: off("false") }],
      },
      "a key that says nothing of rotation": {
        inputs: {},
        answers: [{ status: "violated", path: "enableKeyRotation", message: off("not set to true") }],
      },
      "a period that is a day too long": {
        change: { rotationPeriodInDays: 366 },
        answers: [{ status: "violated", path: "rotationPeriodInDays", message: period("366") }],
      },
      "a period that is no number": {
        change: { rotationPeriodInDays: "yearly" },
        answers: [{ status: "violated", path: "rotationPeriodInDays", message: period("not a number") }],
      },
      "an unset period where the stack allows less than KMS's year": {
        parameters: { maxRotationDays: 180 },
        answers: [
          { status: "violated", path: "rotationPeriodInDays", message: period("not set, which means 365", 180) },
        ],
      },
      "both faults at once": {
        change: { enableKeyRotation: false, rotationPeriodInDays: 730 },
        answers: [
          { status: "violated", path: "enableKeyRotation", message: off("false") },
          { status: "violated", path: "rotationPeriodInDays", message: period("730") },
        ],
      },
      "an asymmetric key, as advice": {
        inputs: { customerMasterKeySpec: "RSA_2048", keyUsage: "SIGN_VERIFY" },
        answers: [
          {
            status: "violated",
            path: "customerMasterKeySpec",
            message: byHand("customerMasterKeySpec is RSA_2048"),
            advisory: true,
          },
        ],
      },
      "an HMAC key, as advice": {
        inputs: { customerMasterKeySpec: "HMAC_256", keyUsage: "GENERATE_VERIFY_MAC" },
        parameters: { maxRotationDays: 90 },
        answers: [
          {
            status: "violated",
            path: "customerMasterKeySpec",
            message: byHand("customerMasterKeySpec is HMAC_256", 90),
            advisory: true,
          },
        ],
      },
      "a key in a custom store, as advice": {
        inputs: { customKeyStoreId: "cks-1234567890abcdef0" },
        answers: [
          {
            status: "violated",
            path: "customKeyStoreId",
            message: byHand("its material is in a custom key store"),
            advisory: true,
          },
        ],
      },
      "a key outside AWS, as advice": {
        inputs: { xksKeyId: "bb8562717f809024" },
        answers: [
          {
            status: "violated",
            path: "xksKeyId",
            message: byHand("its material is in a custom key store"),
            advisory: true,
          },
        ],
      },
      "a key of imported material, as advice": {
        type: "aws:kms/externalKey:ExternalKey",
        inputs: { enabled: true },
        answers: [{ status: "violated", path: "", message: byHand("its material is imported"), advisory: true }],
      },
    },
    evasions: {
      "rotation that is off in words": {
        change: { enableKeyRotation: "False" },
        answers: [{ status: "violated", path: "enableKeyRotation", message: off("false") }],
      },
      "rotation that is neither on nor off": {
        change: { enableKeyRotation: "yes" },
        answers: [{ status: "violated", path: "enableKeyRotation", message: off("not set to true") }],
      },
      "a custom store without a name": {
        inputs: { customKeyStoreId: "" },
        answers: [{ status: "violated", path: "enableKeyRotation", message: off("not set to true") }],
      },
      "a symmetric key that claims another usage": {
        inputs: { keyUsage: "SIGN_VERIFY" },
        answers: [{ status: "violated", path: "enableKeyRotation", message: off("not set to true") }],
      },
      "a period far too long as text": {
        change: { rotationPeriodInDays: "2560" },
        answers: [{ status: "violated", path: "rotationPeriodInDays", message: period("2560") }],
      },
      "an enabled key whose `enabled`, which keys do not have, is false": {
        inputs: { enabled: false },
        answers: [{ status: "violated", path: "enableKeyRotation", message: off("not set to true") }],
      },
    },
    unknowns: {
      "rotation that is not known yet": {
        change: { enableKeyRotation: unknown },
        answers: [
          {
            status: "deferred",
            path: "enableKeyRotation",
            waitsFor: "enableKeyRotation",
            message: "Whether KMS rotates this key is not known before enableKeyRotation is.",
          },
        ],
      },
      "a period that is not known yet": {
        change: { rotationPeriodInDays: unknown },
        answers: [
          {
            status: "deferred",
            path: "rotationPeriodInDays",
            waitsFor: "rotationPeriodInDays",
            message: "How often KMS rotates this key is not known before rotationPeriodInDays is.",
          },
        ],
      },
      "an unknown rotation before a period that is too long": {
        change: { enableKeyRotation: unknown, rotationPeriodInDays: 400 },
        answers: [
          {
            status: "deferred",
            path: "enableKeyRotation",
            waitsFor: "enableKeyRotation",
            message: "Whether KMS rotates this key is not known before enableKeyRotation is.",
          },
          { status: "violated", path: "rotationPeriodInDays", message: period("400") },
        ],
      },
      "an unknown period behind rotation that is off": {
        change: { enableKeyRotation: false, rotationPeriodInDays: unknown },
        answers: [
          { status: "violated", path: "enableKeyRotation", message: off("false") },
          {
            status: "deferred",
            path: "rotationPeriodInDays",
            waitsFor: "rotationPeriodInDays",
            message: "How often KMS rotates this key is not known before rotationPeriodInDays is.",
          },
        ],
      },
      "an unknown spec of a key that is rotated anyway": {
        change: { customerMasterKeySpec: unknown, keyUsage: unknown },
        answers: [],
      },
      "an unknown spec of a key that is not rotated": {
        inputs: { customerMasterKeySpec: unknown },
        answers: [
          {
            status: "deferred",
            path: "customerMasterKeySpec",
            waitsFor: "customerMasterKeySpec",
            message: undecided("customerMasterKeySpec"),
          },
        ],
      },
      "an unknown spec and an unknown usage of a key that is not rotated": {
        inputs: { customerMasterKeySpec: unknown, keyUsage: unknown },
        answers: [
          {
            status: "deferred",
            path: "customerMasterKeySpec",
            waitsFor: "customerMasterKeySpec",
            message: undecided("customerMasterKeySpec"),
          },
        ],
      },
      "an unknown spec where the usage tells that KMS cannot rotate": {
        inputs: { customerMasterKeySpec: unknown, keyUsage: "SIGN_VERIFY" },
        answers: [{ status: "violated", path: "keyUsage", message: byHand("keyUsage is SIGN_VERIFY"), advisory: true }],
      },
      "an unknown usage of a symmetric key that is not rotated": {
        inputs: { keyUsage: unknown },
        answers: [{ status: "violated", path: "enableKeyRotation", message: off("not set to true") }],
      },
      "an unknown custom store, whose presence is enough": {
        inputs: { customKeyStoreId: unknown },
        answers: [
          {
            status: "violated",
            path: "customKeyStoreId",
            message: byHand("its material is in a custom key store"),
            advisory: true,
          },
        ],
      },
      "a key of which it is not known whether it is enabled": {
        inputs: { isEnabled: unknown },
        answers: [{ status: "deferred", path: "isEnabled", waitsFor: "isEnabled", message: undecided("isEnabled") }],
      },
    },
    notApplicable: {
      "a disabled key": {
        inputs: { isEnabled: false },
        reason: "A disabled key encrypts nothing, and KMS does not rotate it.",
      },
      "a disabled key of imported material": {
        type: "aws:kms/externalKey:ExternalKey",
        inputs: { enabled: false },
        reason: "A disabled key encrypts nothing, and KMS does not rotate it.",
      },
      "a replica": {
        type: "aws:kms/replicaKey:ReplicaKey",
        inputs: { primaryKeyArn: unknown },
        reason: "A replica is rotated with its primary key.",
      },
      "a replica of imported material": {
        type: "aws:kms/replicaExternalKey:ReplicaExternalKey",
        inputs: { primaryKeyArn: unknown },
        reason: "A replica is rotated with its primary key.",
      },
    },
  },
);

describe("key-rotation as a parameter", () => {
  it("takes what KMS takes, and a year where nothing is set", () => {
    const { default: days, minimum, maximum, type } = keyRotation.parameters?.maxRotationDays ?? {};
    assert.deepEqual({ days, minimum, maximum, type }, { days: 365, minimum: 90, maximum: 2560, type: "integer" });
  });
});

const { declaration } = declare([]);
const context = (maxRotationDays = 365): Context<{ maxRotationDays: number }> => ({
  declaration,
  problems: [],
  levelsFor: "production",
  parameters: { maxRotationDays },
});
const remediated = (inputs: Properties, maxRotationDays?: number, type = key) =>
  keyRotation.remediate?.(resourceView({ type, inputs }), context(maxRotationDays));

describe("key-rotation as a remediation", () => {
  const cases: Record<string, { inputs: Properties; max?: number; type?: string; changes: Properties | undefined }> = {
    "turns rotation on": { inputs: { description: "data" }, changes: { enableKeyRotation: true } },
    "turns rotation on that is off": { inputs: { enableKeyRotation: false }, changes: { enableKeyRotation: true } },
    "lowers a period": {
      inputs: { enableKeyRotation: true, rotationPeriodInDays: 400 },
      changes: { rotationPeriodInDays: 365 },
    },
    "sets a period where the stack allows less than KMS's year": {
      inputs: { enableKeyRotation: true },
      max: 180,
      changes: { rotationPeriodInDays: 180 },
    },
    "does both": {
      inputs: { rotationPeriodInDays: 2560 },
      changes: { enableKeyRotation: true, rotationPeriodInDays: 365 },
    },
    "lowers a period beside a rotation that is not known": {
      inputs: { enableKeyRotation: unknown, rotationPeriodInDays: 400 },
      changes: { rotationPeriodInDays: 365 },
    },
    "turns rotation on beside a period that is not known": {
      inputs: { rotationPeriodInDays: unknown },
      changes: { enableKeyRotation: true },
    },
    "leaves a key that is rotated": {
      inputs: { enableKeyRotation: true, rotationPeriodInDays: 90 },
      changes: undefined,
    },
    "leaves an asymmetric key": { inputs: { customerMasterKeySpec: "ECC_NIST_P256" }, changes: undefined },
    "leaves a key whose spec is not known": { inputs: { customerMasterKeySpec: unknown }, changes: undefined },
    "leaves a key in a custom store": { inputs: { customKeyStoreId: unknown }, changes: undefined },
    "leaves a disabled key, which cannot be changed": { inputs: { isEnabled: false }, changes: undefined },
    "leaves a key that may be disabled": { inputs: { isEnabled: unknown }, changes: undefined },
    "leaves a replica": { inputs: {}, type: "aws:kms/replicaKey:ReplicaKey", changes: undefined },
    "leaves a key of imported material": { inputs: {}, type: "aws:kms/externalKey:ExternalKey", changes: undefined },
  };
  for (const [title, { inputs, max, type, changes }] of Object.entries(cases)) {
    it(title, () => assert.deepEqual(remediated(inputs, max, type), changes));
  }

  const boolean = fc.constantFrom(undefined, true, false, "true", "false", "odd", unknown);
  const generatedKey = fc.record({
    enableKeyRotation: boolean,
    rotationPeriodInDays: fc.oneof(
      fc.integer({ min: 0, max: 3000 }),
      fc.constantFrom(undefined, "365", "366", "odd", unknown),
    ),
    customerMasterKeySpec: fc.constantFrom(undefined, "SYMMETRIC_DEFAULT", "RSA_2048", "HMAC_256", unknown),
    keyUsage: fc.constantFrom(undefined, "ENCRYPT_DECRYPT", "SIGN_VERIFY", unknown),
    customKeyStoreId: fc.constantFrom(undefined, undefined, undefined, "", "cks-1", unknown),
    isEnabled: boolean,
    description: fc.constantFrom(undefined, "data", unknown),
  });
  const limits = fc.integer({ min: 90, max: 2560 });
  const violatedPaths = (inputs: Properties, days: number) => {
    const judgement = keyRotation.judge(resourceView({ type: key, inputs }), context(days));
    return "notApplicable" in judgement
      ? []
      : judgement.filter(({ status, advisory }) => status === "violated" && !advisory).map(({ path }) => path);
  };

  it("leaves no violation", () => {
    fc.assert(
      fc.property(generatedKey, limits, (inputs, days) => {
        assert.deepEqual(violatedPaths({ ...inputs, ...remediated(inputs, days) }, days), []);
      }),
      { numRuns: 1000 },
    );
  });

  it("is done at the first go", () => {
    fc.assert(
      fc.property(generatedKey, limits, (inputs, days) => {
        assert.equal(remediated({ ...inputs, ...remediated(inputs, days) }, days), undefined);
      }),
    );
  });

  it("changes what is violated and nothing else", () => {
    fc.assert(
      fc.property(generatedKey, limits, (inputs, days) => {
        assert.deepEqual(Object.keys(remediated(inputs, days) ?? {}), violatedPaths(inputs, days));
      }),
      { numRuns: 1000 },
    );
  });
});
