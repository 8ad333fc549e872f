import assert from "node:assert/strict";
import { parseRange } from "../../../components/argument/cidr";

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
});
