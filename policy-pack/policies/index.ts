import type { Policy } from "../policy";
import { adminIngressRestricted } from "./admin-ingress-restricted";
import { containerPrivilegesLimited } from "./container-privileges-limited";
import { dataStoreRecoveryPoint } from "./data-store-recovery-point";
import { keyRotation } from "./key-rotation";
import { secretsNotInPlainText } from "./secrets-not-in-plain-text";
import { worldIngressRestricted } from "./world-ingress-restricted";

/** Every policy of the pack but `stack-declaration`, which comes before all of them. */
export const policies: readonly Policy[] = [
  adminIngressRestricted,
  containerPrivilegesLimited,
  dataStoreRecoveryPoint,
  keyRotation,
  secretsNotInPlainText,
  worldIngressRestricted,
];
