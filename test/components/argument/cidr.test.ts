import assert from "node:assert/strict";
import fc from "fast-check";
import { includesAddress, liesIn, overlap, parseRange, subrange } from "../../../components/argument/cidr";

describe("an address range", () => {
  for (const text of ["10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "100.64.0.0/10", "10.1.0.0/16", "fd00::/48"]) {
    it(`is internal where it is ${text}`, () => assert.equal(parseRange(text)?.internal, true));
  }

  for (const text of [
    "10.0.0.0/7",
    "172.0.0.0/8",
    "0.0.0.0/0",
    "::/0",
    "2001:db8::/32",
    "127.0.0.0/8",
    "169.254.0.0/16",
  ]) {
    it(`is not internal where it is ${text}`, () => assert.equal(parseRange(text)?.internal, false));
  }

  for (const text of ["", "10.0.0.0", "10/8", "010.0.0.0/8", "0x0a.0.0.0/8", "10.0.0.0/33", "world", "::/129"]) {
    it(`is none where it is "${text}"`, () => assert.equal(parseRange(text), undefined));
  }

  it("is canonical where no bit is set behind the prefix", () => {
    assert.equal(parseRange("10.8.0.0/22")?.canonical, true);
    assert.equal(parseRange("10.8.1.0/22")?.canonical, false);
    assert.equal(parseRange("fd00::1/64")?.canonical, false);
  });

  it("includes the addresses from its first to its last, of its own family", () => {
    assert.equal(includesAddress("169.254.169.0/24", "169.254.169.254"), true);
    assert.equal(includesAddress("169.254.168.0/24", "169.254.169.254"), false);
    assert.equal(includesAddress("fd00::/8", "fd00:ec2::254"), true);
    assert.equal(includesAddress("::/0", "169.254.169.254"), false);
  });
});

describe("two address ranges", () => {
  it("lie in each other where one is a part of the other", () => {
    assert.equal(liesIn("10.8.1.0/24", "10.8.0.0/16"), true);
    assert.equal(liesIn("10.8.0.0/16", "10.8.0.0/16"), true);
    assert.equal(liesIn("10.8.0.0/16", "10.8.1.0/24"), false);
    assert.equal(liesIn("10.9.0.0/24", "10.8.0.0/16"), false);
  });

  it("overlap where one lies in the other, and are apart else", () => {
    assert.equal(overlap("10.8.0.0/16", "10.8.1.0/24"), true);
    assert.equal(overlap("10.8.1.0/24", "10.8.0.0/16"), true);
    assert.equal(overlap("10.8.0.0/24", "10.8.1.0/24"), false);
  });

  it("are apart where they are different parts of one range", () => {
    const part = fc.integer({ min: 0, max: 15 });
    fc.assert(
      fc.property(part, part, (one, other) => {
        assert.equal(overlap(subrange("10.0.0.0/8", 12, one), subrange("10.0.0.0/8", 12, other)), one === other);
      }),
    );
  });
});
