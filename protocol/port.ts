/** Ports that one service listens on, both ends included. */
export interface PortRange {
  readonly from: number;
  readonly to: number;
  readonly protocol: "tcp" | "udp";
  /** The service, as a reader knows it: `SSH`. */
  readonly name: string;
}
