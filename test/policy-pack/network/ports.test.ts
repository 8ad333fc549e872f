import assert from "node:assert/strict";
import fc from "fast-check";
import {
  isEveryPort,
  isPort,
  openEveryPort,
  type Ports,
  portText,
  shared,
  shareAPort,
  without,
} from "../../../policy-pack/network/ports";

const ports = fc
  .tuple(fc.integer({ min: 0, max: 60 }), fc.integer({ min: 0, max: 60 }))
  .map(([a, b]): Ports => ({ from: Math.min(a, b), to: Math.max(a, b) }));
const numbers = Array.from({ length: 61 }, (_, index) => index);
const within = (ranges: readonly Ports[], number: number) =>
  ranges.some(({ from, to }) => from <= number && number <= to);

describe("ports", () => {
  it("are left where no hole is, in order", () =>
    fc.assert(
      fc.property(ports, fc.array(ports), (range, holes) => {
        const left = without(range, holes);
        assert.deepEqual(
          numbers.filter((number) => within(left, number)),
          numbers.filter((number) => within([range], number) && !within(holes, number)),
        );
        assert.deepEqual(
          left,
          left.toSorted((a, b) => a.from - b.from),
        );
      }),
    ));

  it("are shared where both have them", () =>
    fc.assert(
      fc.property(ports, ports, (a, b) => {
        const both = numbers.filter((number) => within([a], number) && within([b], number));
        assert.deepEqual(
          numbers.filter((number) => within(shared(a, b), number)),
          both,
        );
        assert.equal(shareAPort(a, b), both.length > 0);
      }),
    ));

  it("are all open with or without port 0", () => {
    assert.ok(isEveryPort({ from: 0, to: 65535 }));
    assert.ok(isEveryPort({ from: 1, to: 65535 }));
    assert.ok(!isEveryPort({ from: 2, to: 65535 }));
    assert.ok(!isEveryPort({ from: 0, to: 65534 }));
  });

  it("are all open in parts that leave no gap", () => {
    assert.ok(
      openEveryPort([
        { from: 32768, to: 65535 },
        { from: 1, to: 32767 },
      ]),
    );
    assert.ok(
      !openEveryPort([
        { from: 32769, to: 65535 },
        { from: 1, to: 32767 },
      ]),
    );
    assert.ok(!openEveryPort([]));
  });

  it("are whole numbers from 0 to 65535", () => {
    for (const number of [0, 443, 65535]) {
      assert.ok(isPort(number));
    }
    for (const number of [-1, 65536, 22.5, NaN, undefined]) {
      assert.ok(!isPort(number));
    }
  });

  it("are written as one number or two", () => {
    assert.equal(portText({ from: 22, to: 22 }), "22");
    assert.equal(portText({ from: 5900, to: 5999 }), "5900-5999");
  });
});
