/** What filters of a log group match in a trail, wherever it is watched. */

export const failedSignIns = '{ ($.eventName = "ConsoleLogin") && ($.errorMessage = "Failed authentication") }';

/** Not what the cloud does in the name of the root user. */
export const rootUse =
  '{ ($.userIdentity.type = "Root") && ($.userIdentity.invokedBy NOT EXISTS) && ($.eventType != "AwsServiceEvent") }';
