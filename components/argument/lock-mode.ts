/** Who can take away again what keeps backups or logs from being deleted. */
export enum LockMode {
  /** Whoever has the permission to remove it, once the policy of the vault or of the bucket is changed. */
  Governance = "governance",
  /** Nobody, once it can no longer be changed: neither the account's root nor the provider. */
  Compliance = "compliance",
}
