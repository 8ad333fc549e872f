import { keyRotation as control } from "../../protocol/key";
import { type Answer, asAdvice, deferred, type Judgement, notApplicable, violated } from "../judgement";
import { at, flag, isPresent, isUnknown, type Node, number, text, type Unknown, unknown } from "../node";
import { resourcePolicy } from "../policy";

interface Parameters {
  readonly maxRotationDays: number;
}

const key = "aws:kms/key:Key";
const importedKey = "aws:kms/externalKey:ExternalKey";
const replicas: readonly string[] = ["aws:kms/replicaKey:ReplicaKey", "aws:kms/replicaExternalKey:ReplicaExternalKey"];

/** The shortest and the longest period that KMS accepts, and the one it takes where none is set; in days. */
const kmsPeriod = { shortest: 90, longest: 2560, unset: 365 } as const;

export const keyRotation = resourcePolicy<Parameters>({
  name: "key-rotation",
  controls: [control],
  types: [key, importedKey, ...replicas],
  remediation: "Set enableKeyRotation to true, and rotationPeriodInDays to the limit or less.",
  parameters: {
    maxRotationDays: {
      type: "integer",
      description: "The longest time between two rotations of a key, in days.",
      minimum: kmsPeriod.shortest,
      maximum: kmsPeriod.longest,
      default: control.limits.kmsRotationPeriod.value,
    },
  },
  judge: ({ type, inputs }, { parameters: { maxRotationDays } }) => {
    if (replicas.includes(type)) {
      return notApplicable("A replica is rotated with its primary key.");
    }
    if (flag(at(inputs, type === key ? "isEnabled" : "enabled")) === false) {
      return notApplicable("A disabled key encrypts nothing, and KMS does not rotate it.");
    }
    return type === key
      ? judgeKey(inputs, maxRotationDays)
      : [rotatedByHand({ place: inputs, reason: "its material is imported" }, maxRotationDays)];
  },
  remediate: ({ type, inputs }, { parameters: { maxRotationDays } }) => {
    const { rotation, period, isEnabled, spec } = partsOf(inputs);
    // Turning rotation on fails for a disabled key and for one that KMS cannot rotate.
    const isSafe =
      type === key && !isUnknown(spec) && obstacle(inputs) === undefined && (flag(isEnabled) ?? true) === true;
    const changes = {
      ...(isOff(rotation) === true && { enableKeyRotation: true }),
      ...(isTooLong(period, maxRotationDays) === true && { rotationPeriodInDays: maxRotationDays }),
    };
    return isSafe && Object.keys(changes).length > 0 ? changes : undefined;
  },
});

const partsOf = (inputs: Node) => ({
  rotation: at(inputs, "enableKeyRotation"),
  period: at(inputs, "rotationPeriodInDays"),
  isEnabled: at(inputs, "isEnabled"),
  spec: at(inputs, "customerMasterKeySpec"),
  usage: at(inputs, "keyUsage"),
});

function judgeKey(inputs: Node, maxRotationDays: number): Judgement {
  const inTheWay = obstacle(inputs);
  if (inTheWay !== undefined) {
    return [rotatedByHand(inTheWay, maxRotationDays)];
  }
  const { rotation, period, isEnabled, spec } = partsOf(inputs);
  const answers = [...judgeRotation(rotation), ...judgePeriod(period, maxRotationDays)];
  const undecided = [spec, isEnabled].find(isUnknown);
  return undecided === undefined || answers.length === 0
    ? answers
    : [deferred(undecided, undecided, `Whether KMS has to rotate this key is not known before ${undecided.path} is.`)];
}

interface Obstacle {
  readonly place: Node;
  readonly reason: string;
}

/** What keeps KMS from rotating a key by itself. */
function obstacle(inputs: Node): Obstacle | undefined {
  const store = ["customKeyStoreId", "xksKeyId"]
    .map((property) => at(inputs, property))
    .find((place) => isPresent(place) && place.value !== "");
  if (store !== undefined) {
    return { place: store, reason: "its material is in a custom key store" };
  }
  const { spec, usage } = partsOf(inputs);
  // The usage tells only where the spec does not: KMS accepts no symmetric key for any other.
  return isUnknown(spec) ? unlike(usage, "ENCRYPT_DECRYPT") : unlike(spec, "SYMMETRIC_DEFAULT");
}

function unlike(place: Node, symmetric: string): Obstacle | undefined {
  const value = text(place);
  return value === undefined || value === unknown || value === symmetric
    ? undefined
    : { place, reason: `${place.path} is ${value}` };
}

const rotatedByHand = ({ place, reason }: Obstacle, maxRotationDays: number): Answer =>
  asAdvice(
    violated(
      place,
      `KMS cannot rotate this key: ${reason}. It is to be rotated by hand, at most ${maxRotationDays} days apart.`,
      "Make a new key, move the alias to it, and keep a record of each rotation: its date, both keys, and who made the change.",
    ),
  );

function judgeRotation(rotation: Node): readonly Answer[] {
  const off = isOff(rotation);
  if (off === unknown) {
    return [deferred(rotation, rotation, "Whether KMS rotates this key is not known before enableKeyRotation is.")];
  }
  const actual = flag(rotation) === false ? "false" : "not set to true";
  return off ? [violated(rotation, `KMS does not rotate this key: enableKeyRotation is ${actual}.`)] : [];
}

function judgePeriod(period: Node, maxRotationDays: number): readonly Answer[] {
  const tooLong = isTooLong(period, maxRotationDays);
  if (tooLong === unknown) {
    return [deferred(period, period, "How often KMS rotates this key is not known before rotationPeriodInDays is.")];
  }
  const limit = `at most ${maxRotationDays} days may pass between two rotations`;
  return tooLong ? [violated(period, `rotationPeriodInDays is ${actualPeriod(period)}; ${limit}.`)] : [];
}

function actualPeriod(period: Node): string {
  const days = number(period);
  if (days === undefined) {
    return `not set, which means ${kmsPeriod.unset}`;
  }
  return Number.isNaN(days) ? "not a number" : String(days);
}

function isOff(rotation: Node): boolean | Unknown {
  const on = flag(rotation);
  return on === unknown ? unknown : on !== true;
}

function isTooLong(period: Node, maxRotationDays: number): boolean | Unknown {
  const days = number(period);
  return days === unknown ? unknown : !((days ?? kmsPeriod.unset) <= maxRotationDays);
}
