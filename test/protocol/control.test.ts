import assert from "node:assert/strict";
import { type Control, controlById, controls, documents, families } from "../../protocol";
import { coreModules } from "../../protocol/governance";
import { describeLimit } from "../../protocol/limit";

const countBy = (key: (control: Control) => string): Record<string, number> => {
  const counts: Record<string, number> = {};
  for (const control of controls) {
    counts[key(control)] = (counts[key(control)] ?? 0) + 1;
  }
  return counts;
};

const idsWhere = (isFaulty: (control: Control) => boolean) => controls.filter(isFaulty).map(({ id }) => id);

const isHeldBy = ({ class: first, also }: Control, way: string) => first === way || also === way;

const isSentence = (text: string) => /^[A-Z"][^\n]*[^.\s]\.$/.test(text) && !/[.;] [A-Z]/.test(text);

describe("the catalogue of controls", () => {
  it("states every clause of the protocol once, by family", () => {
    assert.deepEqual(
      countBy(({ family }) => family.code),
      {
        SCO: 7,
        ARC: 4,
        NET: 7,
        ADM: 4,
        TLS: 6,
        DDOS: 3,
        IAM: 8,
        OS: 10,
        VUL: 10,
        PT: 4,
        CTR: 5,
        SEC: 3,
        KEY: 2,
        APP: 14,
        DB: 7,
        DAT: 7,
        BAK: 7,
        HA: 5,
        LOG: 8,
        MON: 7,
        AUT: 4,
        IR: 9,
        KPI: 5,
        GOV: 15,
        CMP: 4,
        PHY: 4,
        MNT: 1,
        DOC: 9,
        LEG: 8,
      },
    );
    assert.equal(controls.length, 187);
  });

  it("numbers each family from 01 without a gap", () => {
    const expected = families.flatMap(({ code }) =>
      controls
        .filter(({ family }) => family.code === code)
        .map((_, index) => `${code}-${String(index + 1).padStart(2, "0")}`),
    );
    assert.deepEqual(
      controls.map(({ id }) => id),
      expected,
    );
  });

  it("divides the controls by how they can be held", () => {
    assert.deepEqual(
      countBy((control) => control.class),
      { provision: 77, enforce: 48, evidence: 54, out: 8 },
    );
  });

  it("gives no control the same way twice, and none a second way out", () => {
    assert.deepEqual(
      idsWhere((control) => control.also === control.class || control.also === "out"),
      [],
    );
  });

  it("leaves out what infrastructure cannot hold", () => {
    assert.deepEqual(
      idsWhere((control) => control.class === "out"),
      ["APP-11", "GOV-13", "PHY-02", "LEG-01", "LEG-03", "LEG-05", "LEG-06", "LEG-08"],
    );
  });

  it("says what an auditor is shown exactly where evidence is a way to hold the control", () => {
    assert.deepEqual(
      idsWhere((control) => isHeldBy(control, "evidence") !== (control.evidence !== undefined)),
      [],
    );
    assert.deepEqual(
      idsWhere(({ evidence }) => evidence !== undefined && !isSentence(evidence)),
      [],
    );
  });

  it("says why exactly where infrastructure cannot hold the control", () => {
    assert.deepEqual(
      idsWhere((control) => (control.class === "out") !== (control.reason !== undefined)),
      [],
    );
    assert.deepEqual(
      idsWhere(({ reason }) => reason !== undefined && !isSentence(reason)),
      [],
    );
  });

  it("gives every control a title of its own: one sentence, without its period", () => {
    assert.equal(new Set(controls.map(({ title }) => title)).size, 187);
    assert.deepEqual(
      idsWhere(({ title }) => !/^[A-Z\d].*[^.\s]$/.test(title) || /[.;!?] /.test(title)),
      [],
    );
  });

  it("repeats no number in a title that the control's limits do not state", () => {
    const numbers = (text: string): readonly string[] => text.match(/(?<![A-Za-z\d.])\d+(?:[.:/]\d+)*/g) ?? [];
    const unstated = controls.flatMap(({ id, title, limits }) => {
      const stated = numbers(Object.values(limits).map(describeLimit).join(" "));
      return numbers(title)
        .filter((number) => !stated.includes(number))
        .map((number) => `${id}: ${number}`);
    });
    assert.deepEqual(unstated, []);
  });

  it("quotes every clause from a document, in its own language", () => {
    assert.deepEqual(
      idsWhere(({ quotations }) => quotations.length === 0),
      [],
    );
    const faulty = controls.flatMap(({ id, quotations }) =>
      quotations
        .filter(({ document, text }) => !(document in documents) || !/\p{Script=Han}/u.test(text))
        .map(() => id),
    );
    assert.deepEqual(faulty, []);
  });

  it("gives every limit a unit and a name that says its sense", () => {
    const faulty = controls.flatMap(({ id, limits }) =>
      Object.entries(limits)
        .filter(([name, { unit }]) => !/^\S(.*\S)?$/.test(unit) || !/^([a-z][A-Za-z\d]+|net(\.[a-z\d_]+)+)$/.test(name))
        .map(([name]) => `${id} ${name}`),
    );
    assert.deepEqual(faulty, []);
  });

  it("refers to safeguards, annexes and requirements by their numbers", () => {
    const forms = {
      cisControls: /^\d{1,2}\.\d{1,2}$/,
      iso27001: /^([5-8]\.\d{1,2}|clause \d\.\d)$/,
      nist: /^([A-Z]{2}-\d{1,2}(\(\d\))?|SP 800-207 §2\.1)$/,
      mlps: /^8\.[12]\.\d{1,2}\.\d{1,2}$/,
    } as const;
    const faulty = families.flatMap(({ code, frameworks }) =>
      (["cisControls", "iso27001", "nist", "mlps"] as const).flatMap((framework) =>
        frameworks[framework]
          .filter((reference, index, all) => !forms[framework].test(reference) || all.indexOf(reference) !== index)
          .map((reference) => `${code} ${framework} ${reference}`),
      ),
    );
    assert.deepEqual(faulty, []);
    assert.deepEqual(
      families
        .filter(({ frameworks }) => Object.values(frameworks).every((references) => references.length === 0))
        .map(({ code }) => code),
      [],
    );
  });

  it("puts every family into one of the 12 core modules", () => {
    assert.equal(Object.keys(coreModules).length, 12);
    assert.deepEqual(Object.values(coreModules).flat().sort(), families.map(({ code }) => code).sort());
  });

  it("judges what is open to the world, in plain text or unrecoverable as critical", () => {
    assert.deepEqual(
      idsWhere(({ severity }) => severity === "critical"),
      [
        "NET-01",
        "NET-02",
        "ADM-01",
        "ADM-02",
        "ADM-03",
        "TLS-01",
        "IAM-08",
        "SEC-01",
        "APP-05",
        "DB-05",
        "DAT-06",
        "BAK-01",
        "BAK-02",
        "BAK-07",
        "IR-01",
      ],
    );
  });
});

describe("controlById", () => {
  it("finds a control in any case of letters", () => {
    assert.equal(controlById("LOG-02")?.title, "Logs stay searchable for at least 180 days");
    assert.equal(controlById("log-02")?.id, "LOG-02");
  });

  it("knows no other id", () => {
    assert.equal(controlById("LOG-99"), undefined);
    assert.equal(controlById(""), undefined);
  });
});
