import type * as pulumi from "@pulumi/pulumi";
import { imageAge } from "../../protocol/container";
import { isKnown } from "../argument/known";
import type { Refuse } from "../argument/refusal";

/** A container image, named so that it is always the same one (CTR-02). */
export interface ContainerImage {
  /** Registry and repository, without a tag: "123456789012.dkr.ecr.eu-central-1.amazonaws.com/chat/gateway". */
  repository: pulumi.Input<string>;
  /** Digest of the image: "sha256:" and 64 hexadecimal digits (CTR-02). */
  digest: string;
}

/** A name without a registry means another image on every node that looks elsewhere for it. */
const repositoryForm = /^(?=[^/]*[.:])[a-z0-9][a-z0-9.-]*(:\d{1,5})?(\/[a-z0-9]+([._-]+[a-z0-9]+)*)+$/;

/** @throws RefusedArgumentError for an image that may be another one tomorrow. */
export function assertImage(refuse: Refuse, { repository, digest }: ContainerImage): void {
  if (isKnown(repository) && (typeof repository !== "string" || !repositoryForm.test(repository))) {
    throw refuse("image.repository", repository, "a registry and a repository, without a tag", imageAge);
  }
  if (typeof digest !== "string" || !/^sha256:[0-9a-f]{64}$/.test(digest)) {
    throw refuse("image.digest", digest, '"sha256:" and 64 hexadecimal digits', imageAge);
  }
}
