import assert from "node:assert/strict";
import { daemonSettings, keysOnly, newerSettings, rendered } from "../../../components/ssh/daemon-settings";

describe("settings of the SSH daemon", () => {
  const settings = new Map(daemonSettings(3));

  it("take keys alone, and nobody as root", () => {
    const expected = {
      PubkeyAuthentication: "yes",
      AuthenticationMethods: "publickey",
      PasswordAuthentication: "no",
      KbdInteractiveAuthentication: "no",
      ChallengeResponseAuthentication: "no",
      PermitEmptyPasswords: "no",
      HostbasedAuthentication: "no",
      PermitRootLogin: "no",
    };
    assert.deepEqual(
      Object.fromEntries(Object.keys(expected).map((keyword) => [keyword, settings.get(keyword)])),
      expected,
    );
  });

  it("accept keys of the protocol's algorithms, by themselves and under a certificate", () => {
    const names = settings.get("PubkeyAcceptedKeyTypes")?.split(",") ?? [];
    assert.equal(names.length, 8);
    assert.ok(names.every((name) => /^(sk-)?ssh-ed25519|^rsa-sha2-(256|512)/.test(name)));
    assert.deepEqual(newerSettings, [
      ["RequiredRSASize", "3072"],
      ["ChannelTimeout", "session=30m"],
    ]);
  });

  it("limit tries as the program says, and drop a client that is gone for half an hour", () => {
    assert.equal(settings.get("MaxAuthTries"), "3");
    assert.equal(Number(settings.get("ClientAliveInterval")) * Number(settings.get("ClientAliveCountMax")), 30 * 60);
  });

  it("name each keyword once, what must hold among them", () => {
    assert.equal(settings.size, daemonSettings(3).length);
    for (const [keyword, value] of keysOnly) {
      assert.equal(settings.get(keyword), value, keyword);
    }
  });

  it("stand one on a line", () => {
    assert.equal(
      rendered([
        ["PermitRootLogin", "no"],
        ["MaxAuthTries", "5"],
      ]),
      "PermitRootLogin no\nMaxAuthTries 5\n",
    );
  });
});
