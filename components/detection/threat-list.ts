import type * as pulumi from "@pulumi/pulumi";
import { threatIntelligence } from "../../protocol/monitoring";
import { assertMember } from "../argument/choice";
import type { Refuse } from "../argument/refusal";

/** How a list of threats is written. */
export enum ThreatListFormat {
  /** AlienVault OTX, as CSV. */
  OtxCsv = "OTX_CSV",
  /** AlienVault Reputation Feed. */
  AlienVault = "ALIEN_VAULT",
  /** FireEye iSIGHT, as CSV. */
  FireEye = "FIRE_EYE",
  /** Proofpoint ET Intelligence Feed, as CSV. */
  Proofpoint = "PROOF_POINT",
  /** Structured Threat Information Expression. */
  Stix = "STIX",
  /** One address or range a line. */
  Text = "TXT",
}

/** A list of addresses that threats come from. */
export interface ThreatList {
  /** URL of the list in a bucket: https://BUCKET.s3.REGION.amazonaws.com/KEY. A changed list is read again only at another URL. */
  location: pulumi.Input<string>;
  /** How the list is written. */
  format: ThreatListFormat;
}

// GuardDuty takes so many lists in a region.
const MAX_LISTS = 6;

/** @throws RefusedArgumentError for more lists than GuardDuty takes, and for one that it cannot read. */
export function assertThreatLists(refuse: Refuse, lists: Readonly<Record<string, ThreatList>>): void {
  const names = Object.keys(lists);
  if (names.length > MAX_LISTS) {
    throw refuse("threatLists", names, `at most ${MAX_LISTS} lists`);
  }
  for (const [name, { location, format }] of Object.entries(lists)) {
    const argument = `threatLists.${name}`;
    if (!/^[A-Za-z0-9-]{1,40}$/.test(name)) {
      throw refuse(argument, name, "a name of 1 to 40 letters, digits and hyphens");
    }
    if (location === undefined || (typeof location === "string" && !/^(https|s3):\/\/\S+\/\S+$/.test(location))) {
      throw refuse(`${argument}.location`, location, "the URL of an object in a bucket", threatIntelligence);
    }
    assertMember(refuse, `${argument}.format`, format, ThreatListFormat);
  }
}
