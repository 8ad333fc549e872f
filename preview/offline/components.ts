import { CallResponse, ConstructResponse } from "@pulumi/pulumi/proto/provider_pb";
import type { CallRequest, ConstructRequest } from "@pulumi/pulumi/proto/provider_pb";
import { RegisterResourceRequest } from "@pulumi/pulumi/proto/resource_pb";
import { holdsManifests, registerManifests } from "./kubernetes-components";
import { withMonitor } from "./monitor-client";
import type { PackageRef } from "./provider";
import { allUnknown } from "./echo";
import { installedSdk } from "./sdk";
import { fromStruct, toStruct } from "../values";
import type { Properties } from "../wire";

/** Answers for the components of a package: it registers them and their resources with the engine that asks. */
export interface ComponentProvider {
  construct(request: ConstructRequest, configuration: Properties): Promise<ConstructResponse>;
  /** A method of a resource or component. */
  call(request: CallRequest, configuration: Properties): Promise<CallResponse>;
}

/**
 * Components whose resources only their own provider knows are registered with the inputs of the program, and without
 * resources of their own; their outputs, and what their methods answer, are unknown.
 */
export function offlineComponents({ name, version }: PackageRef, programFolder: string): ComponentProvider {
  return {
    construct: (request, configuration) =>
      withMonitor(request.getMonitorendpoint(), async (monitor) => {
        const type = request.getType();
        const inputs = fromStruct(request.getInputs());
        if (holdsManifests(type)) {
          const urn = await monitor.register(componentRequest(request, {}));
          const outputs = await registerManifests({
            monitor,
            urn,
            type,
            name: request.getName(),
            inputs,
            configuration,
            folder: programFolder,
          });
          return new ConstructResponse().setUrn(urn).setState(toStruct(outputs));
        }
        const declared = installedSdk(name, version, programFolder)?.resource(type)?.outputs ?? [];
        const outputs = allUnknown(declared.map((output) => output.name));
        const urn = await monitor.register(componentRequest(request, inputs));
        await monitor.registerOutputs(urn, outputs);
        return new ConstructResponse().setUrn(urn).setState(toStruct(outputs));
      }),
    // One unknown value makes the whole of an answer unknown to the program.
    call: () => Promise.resolve(new CallResponse().setReturn(toStruct(allUnknown(["result"])))),
  };
}

/** What a component registers of itself: the options that the program gave it are its own. */
function componentRequest(request: ConstructRequest, inputs: Properties): RegisterResourceRequest {
  const component = new RegisterResourceRequest()
    .setType(request.getType())
    .setName(request.getName())
    .setParent(request.getParent())
    .setObject(toStruct(inputs))
    .setDependenciesList(request.getDependenciesList())
    .setAliasesList(request.getAliasesList())
    .setAliasspecs(true)
    .setAdditionalsecretoutputsList(request.getAdditionalsecretoutputsList())
    .setIgnorechangesList(request.getIgnorechangesList())
    .setReplaceonchangesList(request.getReplaceonchangesList())
    .setDeletedwith(request.getDeletedwith())
    .setReplaceWithList(request.getReplaceWithList())
    .setHooks(hooksOf(request))
    .setAcceptsecrets(true)
    .setAcceptresources(true)
    .setSupportspartialvalues(true)
    .setSupportsresultreporting(true);
  request.getProvidersMap().forEach((reference, name) => component.getProvidersMap().set(name, reference));
  request.getInputdependenciesMap().forEach((dependencies, property) => {
    if (property in inputs) {
      const wired = new RegisterResourceRequest.PropertyDependencies().setUrnsList(dependencies.getUrnsList());
      component.getPropertydependenciesMap().set(property, wired);
    }
  });
  if (request.hasProtect()) {
    component.setProtect(request.getProtect() ?? false);
  }
  if (request.hasRetainondelete()) {
    component.setRetainondelete(request.getRetainondelete() ?? false);
  }
  if (request.hasDeletebeforereplace()) {
    component.setDeletebeforereplacedefined(true).setDeletebeforereplace(request.getDeletebeforereplace() ?? false);
  }
  const timeouts = request.getCustomtimeouts();
  if (timeouts !== undefined) {
    component.setCustomtimeouts(
      new RegisterResourceRequest.CustomTimeouts()
        .setCreate(timeouts.getCreate())
        .setUpdate(timeouts.getUpdate())
        .setDelete(timeouts.getDelete()),
    );
  }
  return component;
}

function hooksOf(request: ConstructRequest): RegisterResourceRequest.ResourceHooksBinding | undefined {
  const hooks = request.getResourceHooks();
  return hooks === undefined
    ? undefined
    : new RegisterResourceRequest.ResourceHooksBinding()
        .setBeforeCreateList(hooks.getBeforeCreateList())
        .setAfterCreateList(hooks.getAfterCreateList())
        .setBeforeUpdateList(hooks.getBeforeUpdateList())
        .setAfterUpdateList(hooks.getAfterUpdateList())
        .setBeforeDeleteList(hooks.getBeforeDeleteList())
        .setAfterDeleteList(hooks.getAfterDeleteList());
}
