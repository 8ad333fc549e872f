import type { Control } from "../protocol/control";
import type { Node } from "./node";

/** What a policy says of one place. */
export interface Answer {
  readonly status: "violated" | "deferred";
  readonly urn: string;
  /** Empty where the whole resource is meant. */
  readonly path: string;
  /** Property path of the unknown that the answer waits for; set where `status` is `deferred`. */
  readonly waitsFor?: string;
  /** What is wrong, or what is to be known: plain sentences, never a secret. */
  readonly message: string;
  /** What to change, where it is not what the policy says in general. */
  readonly remediation?: string;
  /** The control that this answer is about, where the policy serves several; @default the policy's first */
  readonly control?: Control;
  /** A fault that does not block although its policy does. */
  readonly advisory?: true;
}

export interface NotApplicable {
  readonly notApplicable: string;
}

/** Without an answer it is held. */
export type Judgement = readonly Answer[] | NotApplicable;

export const notApplicable = (reason: string): NotApplicable => ({ notApplicable: reason });

/** @param remediation what to change, where it is not what the policy says in general */
export const violated = ({ urn, path }: Node, message: string, remediation?: string): Answer => ({
  status: "violated",
  urn,
  path,
  message,
  ...(remediation !== undefined && { remediation }),
});

/** `place` cannot be judged before `waitsFor` is known. */
export const deferred = (place: Node, waitsFor: Node, message: string): Answer => ({
  status: "deferred",
  urn: place.urn,
  path: place.path,
  waitsFor: waitsFor.path,
  message,
});

export const about = (control: Control, answer: Answer): Answer => ({ ...answer, control });

export const asAdvice = (answer: Answer): Answer => ({ ...answer, advisory: true });
