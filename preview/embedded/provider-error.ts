import type { Metadata } from "@grpc/grpc-js";
import { InputPropertiesError } from "@pulumi/pulumi/proto/errors_pb";
import { Status } from "@pulumi/pulumi/proto/status_pb";

/** What a provider says is wrong, with the properties that it names. */
export function providerError(error: Error): string {
  const { metadata } = (error.cause ?? error) as { readonly metadata?: Metadata };
  const [encoded] = metadata?.get("grpc-status-details-bin") ?? [];
  const details = encoded instanceof Buffer ? Status.deserializeBinary(encoded).getDetailsList() : [];
  const properties = details.flatMap((detail) =>
    detail.getTypeName() === "pulumirpc.InputPropertiesError"
      ? InputPropertiesError.deserializeBinary(detail.getValue_asU8()).getErrorsList()
      : [],
  );
  return [
    error.message,
    ...properties.map(
      (property) => `\n\t\t- property ${property.getPropertyPath()} has a problem: ${property.getReason()}`,
    ),
  ].join("");
}
