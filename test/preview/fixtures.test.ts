import assert from "node:assert/strict";
import path from "node:path";
import { readFixtures } from "../../preview/fixtures";
import type { Fixtures } from "../../preview/fixtures";
import { UsageError } from "../../preview/usage-error";
import { secret } from "../../preview/values";
import { temporaryProject } from "../support/project";

const write = (content: string): string => path.join(temporaryProject({ "fixtures.yaml": content }), "fixtures.yaml");

const read = (content: string): Fixtures => readFixtures(write(content));

describe("Fixtures", () => {
  it("answer a function by its token, written in full or short", () => {
    const fixtures = read("aws:ec2:getAmi: { id: ami-1 }\naws:getRegion: { name: eu-west-1 }\n");
    assert.deepEqual(fixtures.result("aws:ec2/getAmi:getAmi", {}), { id: "ami-1" });
    assert.deepEqual(fixtures.result("aws:index/getRegion:getRegion", {}), { name: "eu-west-1" });
    assert.equal(fixtures.result("aws:ec2/getVpc:getVpc", {}), undefined);
  });

  it("answer by arguments, of which they name a part; the first that fits does", () => {
    const fixtures = read(`
aws:ec2/getAmi:getAmi:
  - { with: { owners: [self], filters: [{ name: name }] }, result: { id: gold } }
  - { with: { owners: [self] }, result: { id: own } }
  - { with: { mostRecent: true }, result: { id: newest } }
`);
    const ami = (args: Parameters<Fixtures["result"]>[1]) => fixtures.result("aws:ec2/getAmi:getAmi", args)?.id;
    assert.deepEqual(
      [
        ami({ owners: ["self"], filters: [{ name: "name", values: ["a"] }], mostRecent: true }),
        ami({ owners: ["self"] }),
        ami({ owners: ["self", "amazon"], mostRecent: true }),
        ami({ owners: "self" }),
      ],
      ["gold", "own", "newest", undefined],
    );
  });

  it("take a single case, and a result with a field of that name for what it is", () => {
    const fixtures = read("a:b:one: { with: { x: 1 }, result: { y: 2 } }\na:b:two: { result: { y: 2 } }\n");
    assert.deepEqual(fixtures.result("a:b:one", { x: 1 }), { y: 2 });
    assert.equal(fixtures.result("a:b:one", { x: 2 }), undefined);
    assert.deepEqual(fixtures.result("a:b:two", {}), { result: { y: 2 } });
  });

  it("know states by type and id, other stacks by name, and secrets", () => {
    const fixtures = read(`
aws:ec2:Vpc: { vpc-1: { cidrBlock: 10.0.0.0/16, ipv6: null, size: 3 } }
pulumi:pulumi:StackReference: { acme/net/prod: { key: { fn::secret: abc } } }
`);
    assert.deepEqual(fixtures.state("aws:ec2/vpc:Vpc", "vpc-1"), { cidrBlock: "10.0.0.0/16", ipv6: null, size: 3 });
    assert.equal(fixtures.state("aws:ec2/vpc:Vpc", "vpc-2"), undefined);
    assert.deepEqual(fixtures.state("pulumi:pulumi:StackReference", "acme/net/prod"), { key: secret("abc") });
  });

  it("tell which of them nothing asked for, and what was meant", () => {
    const fixtures = read(`
aws:ec2/getAmi:getAmi: [{ result: { id: a } }, { result: { id: b } }]
aws:ec2/getVcp:getVpc: { id: c }
aws:ec2/vpc:Vpc: { vpc-1: {} }
`);
    fixtures.result("aws:ec2/getAmi:getAmi", {});
    fixtures.result("aws:ec2/getVpc:getVpc", {});
    assert.deepEqual(fixtures.unused(), [
      "The program asked for nothing that the fixture aws:ec2/getAmi:getAmi[1] answers.",
      'The program asked for nothing that the fixture aws:ec2/getVcp:getVpc answers. Did you mean "aws:ec2/getVpc:getVpc"?',
      'The program asked for nothing that the fixture aws:ec2/vpc:Vpc["vpc-1"] answers.',
    ]);
  });
});

describe("A fixtures file", () => {
  const broken: Readonly<Record<string, { content: string; message: string }>> = {
    "a token that is none": {
      content: "getAmi: { id: a }\n",
      message: "getAmi: the token of a function or a resource is expected, such as aws:ec2/getAmi:getAmi.",
    },
    "a result that is none": {
      content: "aws:ec2/getAmi:getAmi: ami-1\n",
      message:
        'aws:ec2/getAmi:getAmi: the function\'s result, or a list of "with" and "result", is expected, and this is the string ami-1.',
    },
    "a case without result": {
      content: "aws:ec2/getAmi:getAmi: [{ with: {} }]\n",
      message: "aws:ec2/getAmi:getAmi[0].result: the function's result, a mapping, is expected, and this is nothing.",
    },
    "a misspelt key": {
      content: "aws:ec2/getAmi:getAmi: [{ wiht: {}, result: {} }]\n",
      message: 'aws:ec2/getAmi:getAmi[0].wiht: "with" or "result" is expected. Did you mean "with"?',
    },
    "states that are none": {
      content: "aws:ec2/vpc:Vpc: [vpc-1]\n",
      message: "aws:ec2/vpc:Vpc: states by id is expected, and this is a list.",
    },
    "a state that is none": {
      content: "aws:ec2/vpc:Vpc: { vpc-1: 10 }\n",
      message: 'aws:ec2/vpc:Vpc["vpc-1"]: a mapping of properties is expected, and this is the number 10.',
    },
  };
  for (const [what, { content, message }] of Object.entries(broken)) {
    it(`is refused for ${what}`, () => {
      const file = write(content);
      assert.throws(() => readFixtures(file), new UsageError(`${file}: ${message}`));
    });
  }
});
