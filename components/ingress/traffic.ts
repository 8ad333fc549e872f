import { uploadLimits } from "../../protocol/application";
import { requestRate } from "../../protocol/ddos";
import { logSources } from "../../protocol/log";
import { assertWithin } from "../argument/limit";
import type { Refuse } from "../argument/refusal";
import { assertWhole } from "../argument/whole";
import type { WebLogs } from "./web-acl";
import type { WebTraffic } from "./web-acl-rules";

const { perIpRequestLimit, rateWindow } = requestRate.limits;

// The fewest requests that the cloud limits an address to.
const MIN_REQUESTS = 10;
// Each path weighs on the capacity of the web firewall.
const MAX_PATHS = 5;

/** @throws RefusedArgumentError for a rate or an upload beyond the protocol, and for a path that none begins with. */
export function assertTraffic(refuse: Refuse, traffic: WebTraffic): void {
  const { requestLimit, requestWindowSeconds, uploads } = traffic;
  assertWithin(refuse, "requestLimit", requestLimit, requestRate, perIpRequestLimit);
  assertWhole(refuse, "requestLimit", requestLimit, {
    min: MIN_REQUESTS,
    max: perIpRequestLimit.value,
    unit: "requests",
  });
  assertWithin(refuse, "requestWindowSeconds", requestWindowSeconds, requestRate, rateWindow);
  assertPaths(refuse, "captchaPaths", traffic.captchaPaths);
  assertPaths(refuse, "botControlPaths", traffic.botControlPaths);
  assertPaths(
    refuse,
    "uploads",
    uploads.map(({ path }) => path),
    ".path",
  );
  uploads.forEach(({ maxMebibytes }, index) => {
    const argument = `uploads[${index}].maxMebibytes`;
    const { maxUploadSize } = uploadLimits.limits;
    assertWithin(refuse, argument, maxMebibytes, uploadLimits, maxUploadSize);
    assertWhole(refuse, argument, maxMebibytes, { min: 1, max: maxUploadSize.value, unit: "MiB" });
  });
}

/** @throws RefusedArgumentError unless the logs go to exactly one place that web firewalls write to. */
export function assertWebLogs(refuse: Refuse, { logs, wafLogDestinationArn }: WebLogs): void {
  if ((logs === undefined) === (wafLogDestinationArn === undefined)) {
    throw refuse("wafLogDestinationArn", wafLogDestinationArn, "either it or logs", logSources);
  }
  if (
    typeof wafLogDestinationArn === "string" &&
    !/^arn:[\w-]+:.+[:/]aws-waf-logs-[\w.-]+$/.test(wafLogDestinationArn)
  ) {
    throw refuse(
      "wafLogDestinationArn",
      wafLogDestinationArn,
      "the ARN of a log group, bucket or delivery stream whose name begins with aws-waf-logs-",
    );
  }
}

function assertPaths(refuse: Refuse, argument: string, paths: readonly string[], property = ""): void {
  paths.forEach((path, index) => {
    if (typeof path !== "string" || !/^\/[-\w.~$@:+/]{0,127}$/.test(path)) {
      const limit = "the beginning of a path: at most 128 letters, digits and -_.~$@:+/";
      throw refuse(`${argument}[${index}]${property}`, path, limit);
    }
  });
  if (new Set(paths).size < paths.length || paths.length > MAX_PATHS) {
    throw refuse(argument, paths, `at most ${MAX_PATHS}, each of them once`);
  }
}
