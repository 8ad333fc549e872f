import { containerPrivileges } from "../../protocol/container";
import { type Answer, deferred, notApplicable, violated } from "../judgement";
import { at, each, flag, isPresent, isUnknown, type Node, text, unknown } from "../node";
import { type Container, containersOf, type Pod, podsOf, titleOf } from "../pods";
import { resourcePolicy } from "../policy";

/** Capabilities as the Pod Security Standard `restricted` reads them: letter by letter. */
const everything = "ALL";
const addable = "NET_BIND_SERVICE";

export const containerPrivilegesLimited = resourcePolicy({
  name: "container-privileges-limited",
  controls: [containerPrivileges],
  remediation:
    "In the securityContext of the container itself (that of the pod has no such settings) set allowPrivilegeEscalation to " +
    `false and capabilities.drop to ["${everything}"], and leave privileged out.`,
  judge: (resource) => {
    const pods = podsOf(resource);
    return pods.length === 0
      ? notApplicable("It holds no pod.")
      : pods.flatMap((pod) => containersOf(pod).flatMap((container) => judgeContainer(container, pod)));
  },
});

function judgeContainer(container: Container, { spec }: Pod): readonly Answer[] {
  const { node } = container;
  if (isUnknown(node)) {
    return [
      deferred(node, node, `Whether there are containers here with privileges is not known before ${node.path} is.`),
    ];
  }
  const settings = at(node, "securityContext");
  if (isUnknown(settings)) {
    return [undecided(container, settings, "it has privileges")];
  }
  const privileged = judgePrivileged(container, at(settings, "privileged"));
  const restricted = [
    ...judgeEscalation(container, at(settings, "allowPrivilegeEscalation")),
    ...judgeCapabilities(container, at(settings, "capabilities")),
  ];
  return [...privileged, ...exceptOnWindows(container, at(spec, "os", "name"), restricted)];
}

const undecided = (container: Container, place: Node, question: string): Answer =>
  deferred(place, place, `${titleOf(container)}: whether ${question} is not known before ${place.path} is.`);

/** Kubernetes refuses these settings on Windows, and since its version 1.25 `restricted` does not ask for them there. */
function exceptOnWindows(container: Container, os: Node, answers: readonly Answer[]): readonly Answer[] {
  const name = text(os);
  if (name === "windows" || answers.length === 0) {
    return [];
  }
  if (name !== unknown) {
    return answers;
  }
  const question = "whether it has to give up privilege escalation and capabilities";
  return [
    deferred(
      container.node,
      os,
      `${titleOf(container)}: ${question} is not known before ${os.path} is, as Windows has neither.`,
    ),
  ];
}

function judgePrivileged(container: Container, privileged: Node): readonly Answer[] {
  switch (flag(privileged)) {
    case unknown:
      return [undecided(container, privileged, "it is privileged")];
    case true:
      return [
        violated(
          privileged,
          `${titleOf(container)} has every right that its node has: securityContext.privileged is true.`,
          "Leave privileged out. What one task needs is mostly one capability or one mounted file.",
        ),
      ];
    default:
      return [];
  }
}

function judgeEscalation(container: Container, escalation: Node): readonly Answer[] {
  const allowed = flag(escalation);
  if (allowed === unknown) {
    return [undecided(container, escalation, "its processes may gain privileges")];
  }
  if (allowed === false || (container.partial && !isPresent(escalation))) {
    return [];
  }
  const actual = isPresent(escalation) ? "is not false" : "is not set, which means true";
  return [
    violated(
      escalation,
      `${titleOf(container)} lets its processes gain privileges: securityContext.allowPrivilegeEscalation ${actual}.`,
      "Set allowPrivilegeEscalation to false in the securityContext of the container; that of the pod has no such setting.",
    ),
  ];
}

function judgeCapabilities(container: Container, capabilities: Node): readonly Answer[] {
  return isUnknown(capabilities)
    ? [undecided(container, capabilities, "it keeps or adds capabilities")]
    : [...judgeDropped(container, at(capabilities, "drop")), ...judgeAdded(container, at(capabilities, "add"))];
}

function judgeDropped(container: Container, drop: Node): readonly Answer[] {
  const dropped = each(drop);
  const names = dropped.map(text);
  if (names.includes(everything) || (container.partial && !isPresent(drop))) {
    return [];
  }
  const open = dropped.find(isUnknown);
  if (open !== undefined) {
    return [undecided(container, open, "it drops all capabilities")];
  }
  const actual = isPresent(drop) ? `is ${JSON.stringify(names)}` : "is not set";
  const setting = "securityContext.capabilities.drop";
  return [
    violated(
      drop,
      `${titleOf(container)} keeps capabilities: ${setting} ${actual} and must hold "${everything}".`,
      `Set capabilities.drop to ["${everything}"] in the securityContext of the container.`,
    ),
  ];
}

function judgeAdded(container: Container, add: Node): readonly Answer[] {
  const added = each(add).filter(isPresent);
  const refused = added.map(text).filter((name) => name !== unknown && name !== addable);
  const open = added.find(isUnknown);
  return [
    ...(refused.length === 0
      ? []
      : [violated(add, addedMessage(container, refused), `Add no capability but "${addable}".`)]),
    ...(open === undefined ? [] : [undecided(container, open, `it adds capabilities other than "${addable}"`)]),
  ];
}

const addedMessage = (container: Container, refused: readonly unknown[]): string =>
  `${titleOf(container)} adds capabilities: securityContext.capabilities.add holds ${JSON.stringify(refused)} and may hold ` +
  `"${addable}" alone.`;
