export { type AlarmSubscription, SubscriptionProtocol } from "./alarm/subscription";
export { AlarmSender } from "./alarm/topic-policy";
export { AlarmTopic, type AlarmTopicArgs } from "./alarm-topic";
export { Weekday } from "./argument/off-peak";
export { EndRole, type PathEnd } from "./argument/path-end";
export { type ClientPort, Protocol } from "./argument/port";
export { RefusedArgumentError } from "./argument/refusal";
export { Backup, type BackupArgs } from "./backup";
export type { CopyRegion } from "./backup/copies";
export { LockMode, type VaultLock } from "./backup/lock";
export type { NamedResource, TaggedResources } from "./backup/protection";
export { BackupResource } from "./backup/resources";
export type { RestoreMetadata, RestoreTest } from "./backup/restore-test";
export { BackupFrequency, RestoreTestInterval } from "./backup/schedule";
export { Cache, type CacheArgs } from "./cache";
export type { CacheUser } from "./cache/user";
export type { Logs } from "./child/log-group";
export { DataClass, Environment, RecoveryTier, type Tags } from "./child/tags";
export { Database, type DatabaseArgs } from "./database";
export { DatabaseEngine } from "./database/engine";
export { OracleLicense, type OracleSettings } from "./database/oracle";
export { Firewall, type FirewallArgs } from "./firewall";
export {
  ClaimFormat,
  type JwtAuthentication,
  type JwtClaim,
  type OidcAuthentication,
  RouteAuthentication,
} from "./ingress/authentication";
export { CertificateKeyAlgorithm } from "./ingress/certificate";
export type { AccessLogDestination } from "./ingress/load-balancer";
export { type IngressRoute, TargetType } from "./ingress/route";
export { TlsPolicy } from "./ingress/tls-policy";
export type { IngressUpload } from "./ingress/web-acl-rules";
export { Key, type KeyArgs } from "./key";
export type { Autoscaling } from "./kubernetes/availability";
export type { ConfigFiles, SecretFiles, WritablePath } from "./kubernetes/files";
export type { PodFlow, PodPeer } from "./kubernetes/flow";
export type { ContainerImage } from "./kubernetes/image";
export { type CertificateIssuer, type GatewayListener, IssuerKind } from "./kubernetes/listener";
export { type Probe, ProbeKind, type Probes } from "./kubernetes/probe";
export type { ContainerResources } from "./kubernetes/resources";
export type { BackendTls, GatewayRoute } from "./kubernetes/route";
export type { WorkloadPort } from "./kubernetes/service";
export { Namespace, type NamespaceArgs, type NamespaceQuota } from "./namespace";
export { Network, type NetworkArgs } from "./network";
export { OperationsVpn, type OperationsVpnArgs } from "./operations-vpn";
export { Path, type PathArgs } from "./path";
export { PermissionBoundary, type PermissionBoundaryArgs } from "./permission-boundary";
export { PermissionUnits, type PermissionUnitsArgs } from "./permission-units";
export type { ApplicationRole } from "./permission/application-role";
export type { SeparatedDuties } from "./permission/separation";
export { TrustedService } from "./permission/trust";
export type { PermissionUnit } from "./permission/unit";
export { KeyService } from "./policy/key-policy";
export { SessionManager, type SessionManagerArgs } from "./session-manager";
export type { ShellProfile } from "./session/preferences";
export { SshKeys, type SshKeysArgs } from "./ssh-keys";
export { type GatewayParameters, TlsGateway, type TlsGatewayArgs } from "./tls-gateway";
export { TlsIngress, type TlsIngressArgs } from "./tls-ingress";
export { FlowEnd, type TierFlow } from "./vpc/access-list";
export { GatewayEndpoint, InterfaceEndpoint } from "./vpc/endpoints";
export { NatStrategy } from "./vpc/routing";
export type { VpnAccess } from "./vpn/access";
export type { ClientCertificates } from "./vpn/client-certificates";
export type { SamlIdentity } from "./vpn/saml";
export type { VpnServerCertificate } from "./vpn/server-certificate";
export { Workload, type WorkloadArgs } from "./workload";
