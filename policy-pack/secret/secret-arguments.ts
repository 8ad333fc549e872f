/** What is known of the arguments of a type that take a secret, beside what their names say. */
export interface SecretArguments {
  /** Take a secret although their names do not say so. */
  readonly unnamed?: readonly string[];
  /** Put it where secrets belong, and have a write-only twin, by name. */
  readonly kept?: Readonly<Record<string, string>>;
  /** The provider takes nothing but the secret itself, here or below: it has no write-only twin and no managed secret. */
  readonly unavoidable?: readonly string[];
}

const only = (...unavoidable: readonly string[]): SecretArguments => ({ unavoidable });

/** Read off the schema of the provider @pulumi/aws 7.48: what it marks secret, and what has a `Wo` twin. */
export const secretArguments: Readonly<Record<string, SecretArguments>> = {
  "aws:secretsmanager/secretVersion:SecretVersion": {
    kept: { secretString: "secretStringWo", secretBinary: "secretStringWo" },
  },
  "aws:apigateway/apiKey:ApiKey": { unnamed: ["value"] },
  "aws:kms/ciphertext:Ciphertext": { unnamed: ["plaintext"] },
  "aws:transfer/hostKey:HostKey": { unnamed: ["hostKeyBody"] },
  "aws:kms/externalKey:ExternalKey": { unnamed: ["keyMaterialBase64"], ...only("keyMaterialBase64") },
  "aws:kms/replicaExternalKey:ReplicaExternalKey": { unnamed: ["keyMaterialBase64"], ...only("keyMaterialBase64") },
  "aws:sns/platformApplication:PlatformApplication": {
    unnamed: ["platformPrincipal"],
    ...only("platformPrincipal", "platformCredential"),
  },
  "aws:transfer/server:Server": { unnamed: ["hostKey"], ...only("hostKey") },
  "aws:alb/listener:Listener": only("defaultActions"),
  "aws:alb/listenerRule:ListenerRule": only("actions"),
  "aws:amplify/app:App": only("accessToken", "oauthToken", "basicAuthCredentials", "autoBranchCreationConfig"),
  "aws:amplify/branch:Branch": only("basicAuthCredentials"),
  "aws:apigateway/domainName:DomainName": only("certificatePrivateKey"),
  "aws:appflow/connectorProfile:ConnectorProfile": only("connectorProfileConfig"),
  "aws:appstream/directoryConfig:DirectoryConfig": only("serviceAccountCredentials"),
  "aws:cloudwatch/eventConnection:EventConnection": only("authParameters"),
  "aws:codebuild/sourceCredential:SourceCredential": only("token"),
  "aws:codepipeline/webhook:Webhook": only("authenticationConfiguration"),
  "aws:cognito/identityProvider:IdentityProvider": only("providerDetails"),
  "aws:cognito/user:User": only("password", "temporaryPassword"),
  "aws:connect/user:User": only("password"),
  "aws:datasync/locationAzureBlob:LocationAzureBlob": only("sasConfiguration"),
  "aws:datasync/locationFsxOntapFileSystem:LocationFsxOntapFileSystem": only("protocol"),
  "aws:datasync/locationFsxWindows:LocationFsxWindows": only("password"),
  "aws:datasync/locationObjectStorage:LocationObjectStorage": only("secretKey"),
  "aws:datasync/locationSmb:LocationSmb": only("password"),
  "aws:directoryservice/directory:Directory": only("password"),
  "aws:directoryservice/radiusSettings:RadiusSettings": only("sharedSecret"),
  "aws:docdb/elasticCluster:ElasticCluster": only("adminUserPassword"),
  "aws:emr/cluster:Cluster": only("kerberosAttributes"),
  "aws:fsx/ontapFileSystem:OntapFileSystem": only("fsxAdminPassword"),
  "aws:fsx/ontapStorageVirtualMachine:OntapStorageVirtualMachine": only(
    "svmAdminPassword",
    "activeDirectoryConfiguration",
  ),
  "aws:iam/serverCertificate:ServerCertificate": only("privateKey"),
  "aws:lb/listener:Listener": only("defaultActions"),
  "aws:lb/listenerRule:ListenerRule": only("actions"),
  "aws:lightsail/database:Database": only("masterPassword"),
  "aws:mq/broker:Broker": only("users", "ldapServerMetadata"),
  "aws:pinpoint/admChannel:AdmChannel": only("clientSecret"),
  "aws:pinpoint/apnsChannel:ApnsChannel": only("privateKey", "tokenKey"),
  "aws:pinpoint/baiduChannel:BaiduChannel": only("apiKey", "secretKey"),
  "aws:pinpoint/gcmChannel:GcmChannel": only("apiKey", "serviceJson"),
  "aws:redshift/hsmConfiguration:HsmConfiguration": only("hsmPartitionPassword"),
  "aws:sagemaker/workforce:Workforce": only("oidcConfig"),
  "aws:sesv2/emailIdentity:EmailIdentity": only("dkimSigningAttributes"),
  "aws:storagegateway/fileSystemAssociation:FileSystemAssociation": only("password"),
  "aws:storagegateway/gateway:Gateway": only("smbGuestPassword", "smbActiveDirectorySettings"),
  "aws:timestreaminfluxdb/dbCluster:DbCluster": only("password"),
  "aws:timestreaminfluxdb/dbInstance:DbInstance": only("password"),
  "aws:transfer/certificate:Certificate": only("privateKey"),
  "aws:verifiedaccess/trustProvider:TrustProvider": only("oidcOptions", "nativeApplicationOidcOptions"),
  "aws:workmail/user:User": only("password"),
};
