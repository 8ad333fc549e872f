import assert from "node:assert/strict";
import fc from "fast-check";
import { bytesOf, cpusOf } from "../../../components/kubernetes/resources";

describe("an amount of CPU", () => {
  it("is the same in thousandths and in wholes", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 999_999 }), (thousandths) => {
        assert.equal(cpusOf(`${thousandths}m`), thousandths / 1000);
        assert.equal(cpusOf((thousandths / 1000).toFixed(3)), thousandths / 1000);
      }),
    );
  });

  for (const text of ["", "0", "0m", "0.0", "-1", "1.5m", "1e3", "1 ", "2Gi", "NaN", "1.0005"]) {
    it(`is none where it is "${text}"`, () => assert.equal(cpusOf(text), undefined));
  }
});

describe("an amount of memory", () => {
  it("grows 1024-fold from unit to unit", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 99_999 }), (amount) => {
        assert.equal(bytesOf(`${amount}Mi`), amount * 1024 * 1024);
        assert.equal(bytesOf(`${amount}Gi`), bytesOf(`${amount * 1024}Mi`));
        assert.equal(bytesOf(`${amount}Ti`), bytesOf(`${amount * 1024}Gi`));
      }),
    );
  });

  for (const text of ["", "0Mi", "128m", "128", "1.5Gi", "1G", "1gi", "1 Gi", "-1Gi"]) {
    it(`is none where it is "${text}"`, () => assert.equal(bytesOf(text), undefined));
  }
});
