// Judges in every way that a pack can: each policy looks for resources whose name begins with its own.
const { PolicyPack, validateResourceOfType } = require("@pulumi/policy");
const aws = require("@pulumi/aws");

const forOwn = (name, judge) => (args, report) => {
  if (!args.name.startsWith(name)) {
    args.notApplicable(`Not named ${name}.`);
  }
  return judge(args, report);
};

const resourcePolicy = (name, judge, rest = {}) => ({
  name,
  description: `Judges what is called ${name}.`,
  validateResource: forOwn(name, judge),
  ...rest,
});

new PolicyPack(
  "verdict-pack",
  {
    enforcementLevel: "advisory",
    policies: [
      resourcePolicy("advised", (_, report) => report("This is advice."), { severity: "low" }),
      resourcePolicy("blocked", (_, report) => report("This blocks."), {
        enforcementLevel: "mandatory",
        severity: "critical",
        framework: { name: "protocol", version: "1", reference: "NET-01", specification: "text" },
        remediationSteps: "Do otherwise.",
        url: "https://example.com/blocked",
      }),
      resourcePolicy(
        "lowered",
        (_, report) => report({ message: "Lowered.\n(with lines)", enforcementLevel: "advisory" }),
        {
          enforcementLevel: "mandatory",
        },
      ),
      resourcePolicy("twice", (_, report) => [report("Once."), report("Twice.")]),
      resourcePolicy("unknown", ({ props }) => props.bucket, { enforcementLevel: "mandatory" }),
      resourcePolicy("talkative", ({ props }, report) => report(`The tag is ${props.tags.hidden}.`)),
      resourcePolicy("crashing", () => undefined.property, { enforcementLevel: "mandatory" }),
      resourcePolicy("switched-off", (_, report) => report("Never said."), { enforcementLevel: "disabled" }),
      {
        name: "remedied",
        description: "Sets tags.",
        enforcementLevel: "remediate",
        remediateResource: forOwn("remedied", ({ props }) => ({
          ...props,
          tags: { ...props.tags, owner: "platform" },
        })),
        validateResource: forOwn("remedied", ({ props }, report) => {
          if (props.tags?.owner === undefined || props.forceDestroy) {
            report("The remedy does not help.");
          }
        }),
      },
      {
        name: "typed",
        description: "Judges queues alone.",
        configSchema: { properties: { shortest: { type: "integer", default: 60 }, names: { type: "array" } } },
        validateResource: validateResourceOfType(aws.sqs.Queue, (queue, args, report) => {
          if ((queue.messageRetentionSeconds ?? 0) < args.getConfig().shortest) {
            report(`Shorter than ${args.getConfig().shortest} s.`);
          }
        }),
      },
      {
        name: "stack-blocked",
        description: "Judges the whole stack.",
        enforcementLevel: "mandatory",
        validateStack: ({ resources }, report) => {
          const found = resources.filter(({ name }) => name.startsWith("stack-blocked"));
          found.forEach(({ urn }) => report("This is wrong in its stack.", urn));
          if (found.length > 0) {
            report(`The stack has ${found.length} of these.`);
            report("Said of nothing that there is.", "urn:pulumi:dev::other::a:b:C::d");
          }
        },
      },
      { name: "stack-held", description: "Finds nothing.", validateStack: () => undefined },
      {
        name: "stack-elsewhere",
        description: "Does not apply.",
        validateStack: (args) => args.notApplicable("There is nothing to judge."),
      },
      {
        name: "stack-crashing",
        description: "Breaks where it is asked to.",
        validateStack: ({ resources }) =>
          resources.some(({ name }) => name.startsWith("stack-crashing")) && undefined.property,
      },
    ],
  },
  { "switched-off": "disabled", typed: { enforcementLevel: "mandatory", shortest: 120 } },
);
