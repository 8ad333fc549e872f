import type { Adaptation } from "./sdk-modules";

/** The SDK's own pattern sees no frame of an anonymous function, nor of an ES module. */
const framePosition = /^\s*at (?:async )?(?:.* \()?(?:file:\/\/)?(?<file>[^()]*):(?<line>[0-9]+):(?<column>[0-9]+)\)?$/;

/** Lets the SDK find where a resource was made whatever function made it. */
export const seeEveryFrame: Adaptation = (place, { Resource: resource }) => {
  if (place === "resource.js" && hasFramePattern(resource)) {
    resource.framePositionRegExp = framePosition;
  }
};

const hasFramePattern = (resource: unknown): resource is { framePositionRegExp: RegExp } =>
  typeof resource === "function" && "framePositionRegExp" in resource;
