import path from "node:path";
import type { PackageRef } from "./offline/provider";
import { configurationByPack } from "./pack/pack-settings";
import { readSettings } from "./pack/policy-configuration";
import { sourcePackages } from "./component-packages";
import { fixturesVariable, readFixtures, withWarnings } from "./fixtures";
import { findPackRunner } from "./pack/policy-pack";
import { findProject } from "./project";
import { readCalls } from "./pulumi/calls";
import { findPulumi } from "./pulumi/command";
import { run } from "./pulumi/execution";
import type { Execution, Said } from "./pulumi/execution";
import { organization, ownStackVariable, qualifiedStackName } from "./stack-reference";
import { installDynamicProvider, installPlugins, pluginCache, reachablePackages } from "./pulumi/plugins";
import { errorsOf, runOf } from "./pulumi/reading";
import { createScratch, passphrase } from "./pulumi/scratch";
import type { Scratch } from "./pulumi/scratch";
import type { PreviewRequest, Run } from "./run";
import { readStackConfiguration } from "./stack-configuration";

/**
 * Previews a Pulumi program with policy packs on Pulumi's own engine, without an account, a cloud or a network: the state is
 * thrown away, and offline providers take the place of the provider plugins. Writes nothing to the program's folder.
 * @throws UsageError where Pulumi is missing or too old, the project, the stack or the configuration is wrong.
 */
export async function previewWithPulumi(request: PreviewRequest): Promise<Run> {
  const project = findProject(request.program);
  const stack = request.stack.split("/").at(-1) ?? request.stack;
  const configuration = readStackConfiguration(project, stack, request.config, request.configPath);
  const settings = readSettings(request.policyConfig ?? {});
  const fixtures = readFixtures(request.fixtures);
  const environment = ownEnvironment();
  request.policyPacks.forEach(findPackRunner);
  const command = findPulumi(environment);
  const scratch = createScratch(project, stack, pluginCache(environment));
  try {
    const own = {
      ...environment,
      ...variablesOf(scratch),
      [fixturesVariable]: scratch.write("fixtures.json", JSON.stringify(fixtures.all)),
      [ownStackVariable]: qualifiedStackName(project.name, stack),
    };
    installDynamicProvider(environment);
    await installPlugins(command, own, reachablePackages(project.workingDirectory));
    const policyConfig = await configurationByPack(request.policyConfig ?? {}, settings, request.policyPacks, {
      place: { organization, project: project.name, stack },
      configuration: configuration.values,
      secretKeys: configuration.secretKeys,
    });
    const execution = { command, environment: own, project, stack, scratch, request, policyConfig };
    const said = await runWithPlugins(execution);
    const calls = await readCalls(
      scratch.calls,
      {
        project: project.name,
        stack,
        root: project.root,
        sources: new Set(sourcePackages(project).keys()),
        packs: request.policyPacks.map((folder) => path.resolve(folder)),
        secrets: configuration.replacedSecrets,
      },
      fixtures,
    );
    const seen = runOf(said, { project, stack, configuration, settings, calls, request });
    return withWarnings(seen, fixtures);
  } finally {
    scratch.remove();
  }
}

/** A program may ask for versions other than those of its SDKs, which only a run can tell. */
async function runWithPlugins(execution: Execution, installed: readonly PackageRef[] = []): Promise<Said> {
  const said = await run(execution);
  const missing = missingPackages(said).filter(
    ({ name, version }) => !installed.some((known) => known.name === name && known.version === version),
  );
  if (missing.length === 0) {
    return said;
  }
  await installPlugins(execution.command, execution.environment, missing);
  return runWithPlugins(execution, [...installed, ...missing]);
}

function missingPackages({ events }: Said): PackageRef[] {
  const missing = /no resource plugin 'pulumi-resource-(\S+)' found in the workspace (?:at version v(\S+)|or on your)/;
  return errorsOf(events).flatMap((message) => {
    const [, name, version = anyVersion] = missing.exec(message) ?? [];
    return name === undefined || name === bundled ? [] : [{ name, version }];
  });
}

/** Comes with Pulumi, and cannot be installed. */
const bundled = "pulumi-nodejs";

/** Serves a program that asks for no version, as it has no SDK of the package. */
const anyVersion = "0.0.0";

/** What is set for the user's own Pulumi would lead this one astray: accounts, flags, plugins to attach to. */
const foreignVariable =
  /^PULUMI_(ACCESS_TOKEN|BACKEND_URL|CONFIG_PASSPHRASE.*|CREDENTIALS_PATH|DEBUG_.*|EXPERIMENTAL|HOME|OPTION_.*|STACK)$/;

/** Types are no matter of a preview, unless it is asked to check them. */
const withoutTypes = { PULUMI_NODEJS_TRANSPILE_ONLY: "true" };

const ownEnvironment = (): NodeJS.ProcessEnv => ({
  ...withoutTypes,
  ...Object.fromEntries(Object.entries(process.env).filter(([name]) => !foreignVariable.test(name))),
  PULUMI_SKIP_UPDATE_CHECK: "true",
  PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION: "true",
});

const variablesOf = ({ home, backend }: Scratch): NodeJS.ProcessEnv => ({
  PULUMI_HOME: home,
  PULUMI_BACKEND_URL: backend,
  PULUMI_CONFIG_PASSPHRASE: passphrase,
});
