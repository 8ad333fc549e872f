import assert from "node:assert/strict";
import { execFileSync, spawnSync } from "node:child_process";
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { enforcementScript } from "../../../components/ssh/enforcement-script";
import { needsSshd, sshd } from "../../support/sshd";

/** Root may run the daemon's tests only where the daemon is installed with its user; nobody may everywhere. */
const nobody = process.getuid?.() === 0 ? { uid: 65534, gid: 65534 } : {};

/** A daemon that lets every configuration pass, or none with our file, and says that keys alone are taken. */
const standIn = (accepts: boolean) => `#!/bin/sh
case "$1" in
  -t) ${accepts ? "exit 0" : '[ ! -f "${3}.d/00-palisade.conf" ]'} ;;
  -T) grep -hv "^#" "$3.d/00-palisade.conf" ;;
esac
`;

const units = `#!/bin/sh
echo "$*" >> "$RELOADS"
[ "$1" = reload ] || [ "$3" = ssh ]
`;

/** A host of files alone. */
class Host {
  readonly root = mkdtempSync(path.join(tmpdir(), "palisade-host-"));
  readonly main = this.file("etc/ssh/sshd_config");
  readonly own = this.file("etc/ssh/sshd_config.d/00-palisade.conf");
  readonly key = this.file("host-key");

  constructor(configuration: string, daemon?: string) {
    mkdirSync(this.file("etc/ssh/sshd_config.d"), { recursive: true });
    mkdirSync(this.file("bin"));
    writeFileSync(this.main, configuration);
    writeFileSync(this.file("bin/systemctl"), units, { mode: 0o755 });
    if (daemon !== undefined) {
      writeFileSync(this.file("bin/sshd"), daemon, { mode: 0o755 });
    }
    if ("uid" in nobody) {
      execFileSync("chown", ["-R", "65534:65534", this.root]);
    }
  }

  file(name: string): string {
    return path.join(this.root, name);
  }

  run(script = enforcementScript(5, this.root)) {
    const PATH = [this.file("bin"), path.dirname(sshd ?? "/bin/sh"), process.env["PATH"]].join(":");
    const env = { PATH, RELOADS: this.file("reloads"), TMPDIR: this.root };
    const { status, stdout, stderr } = spawnSync("/bin/sh", ["-c", script], { env, encoding: "utf8", ...nobody });
    return { status, stdout, stderr };
  }

  read(name: string): string {
    return readFileSync(name, "utf8");
  }

  get reloads(): string {
    return existsSync(this.file("reloads")) ? this.read(this.file("reloads")) : "";
  }

  remove(): void {
    rmSync(this.root, { recursive: true, force: true });
  }
}

describe("the script that enforces SSH keys", function () {
  this.timeout(20_000);
  let host: Host;

  afterEach(() => host.remove());

  it("writes the settings, has them tested, and tells the daemon to read them", () => {
    host = new Host("UsePAM yes\n", standIn(true));
    assert.deepEqual(host.run(), { status: 0, stdout: "The SSH daemon takes keys alone.\n", stderr: "" });
    assert.match(host.read(host.own), /^PasswordAuthentication no$/m);
    assert.match(host.read(host.own), /^ChannelTimeout session=30m$/m);
    assert.equal(host.read(host.main), "UsePAM yes\n");
    assert.match(host.reloads, /^reload ssh$/m);
  });

  it("puts everything back and fails where the daemon does not accept the settings", () => {
    host = new Host("UsePAM yes\n", standIn(false));
    assert.deepEqual(host.run(), {
      status: 1,
      stdout: "",
      stderr: "The settings would not hold: the configuration is as it was before.\n",
    });
    assert.equal(host.read(host.main), "UsePAM yes\n");
    assert.equal(existsSync(host.own), false);
    assert.equal(host.reloads, "");
  });

  it("puts back what it had written before", () => {
    host = new Host("UsePAM yes\n", standIn(false));
    writeFileSync(host.own, "# of an earlier release\n");
    chmodSync(host.own, 0o666);
    assert.equal(host.run().status, 1);
    assert.equal(host.read(host.own), "# of an earlier release\n");
  });

  it("leaves a host alone that has no SSH daemon", () => {
    host = new Host("UsePAM yes\n", standIn(true));
    rmSync(host.main);
    assert.deepEqual(host.run(), {
      status: 0,
      stdout: "This host has no SSH daemon: nothing to do.\n",
      stderr: "",
    });
    assert.equal(existsSync(host.own), false);
  });

  it("leaves nothing behind, and changes nothing when it runs again", () => {
    host = new Host("UsePAM yes\n", standIn(true));
    host.run();
    const first = host.read(host.own);
    assert.equal(host.run().status, 0);
    assert.equal(host.read(host.own), first);
    assert.equal(host.read(host.main), "UsePAM yes\n");
    assert.equal(execFileSync("ls", [host.root], { encoding: "utf8" }), "bin\netc\nreloads\nrun\n");
  });

  describe("with a real daemon", () => {
    before(needsSshd);

    const start = (configuration: (host: string) => string) => {
      const key = mkdtempSync(path.join(tmpdir(), "palisade-key-"));
      execFileSync("ssh-keygen", ["-q", "-t", "ed25519", "-N", "", "-f", path.join(key, "host")]);
      host = new Host("", undefined);
      writeFileSync(host.key, readFileSync(path.join(key, "host")), { mode: 0o600 });
      writeFileSync(host.main, `HostKey ${host.key}\n${configuration(host.root)}`);
      if ("uid" in nobody) {
        execFileSync("chown", ["-R", "65534:65534", host.root]);
      }
      rmSync(key, { recursive: true });
    };

    /** What the daemon does with the host's configuration, keyword by keyword in small letters. */
    const effective = (): ReadonlyMap<string, string> => {
      const { stdout } = host.run(`sshd -T -f ${host.main} -C user=alice,host=localhost,addr=127.0.0.1`);
      return new Map(stdout.split("\n").map((line) => [line.split(" ")[0] ?? "", line.split(" ").slice(1).join(" ")]));
    };

    const takesKeysAlone = () => {
      const settings = effective();
      const expected = {
        pubkeyauthentication: "yes",
        authenticationmethods: "publickey",
        passwordauthentication: "no",
        kbdinteractiveauthentication: "no",
        permitemptypasswords: "no",
        permitrootlogin: "no",
        maxauthtries: "5",
        allowtcpforwarding: "no",
      };
      assert.deepEqual(Object.fromEntries(Object.keys(expected).map((name) => [name, settings.get(name)])), expected);
    };

    it("holds on a host that reads the folder first", () => {
      start(
        (root) => `Include ${root}/etc/ssh/sshd_config.d/*.conf\nPasswordAuthentication yes\nPermitRootLogin yes\n`,
      );
      const before = host.read(host.main);
      assert.deepEqual(host.run(), { status: 0, stdout: "The SSH daemon takes keys alone.\n", stderr: "" });
      takesKeysAlone();
      assert.equal(host.read(host.main), before);
    });

    it("holds on a host that does not read the folder", () => {
      start(() => "PasswordAuthentication yes\nPermitRootLogin yes\nUsePAM no\n");
      assert.equal(host.run().status, 0);
      takesKeysAlone();
      assert.match(host.read(host.main), /^Include \S+00-palisade\.conf\nHostKey /);
      const once = host.read(host.main);
      assert.equal(host.run().status, 0);
      assert.equal(host.read(host.main), once);
    });

    it("holds against a file that is read before", () => {
      start((root) => `Include ${root}/etc/ssh/sshd_config.d/*.conf\n`);
      writeFileSync(host.file("etc/ssh/sshd_config.d/00-a.conf"), "PasswordAuthentication yes\n", { mode: 0o644 });
      assert.equal(host.run().status, 0);
      takesKeysAlone();
    });

    it("fails and changes nothing where the configuration was broken before", () => {
      start(() => "NoSuchKeyword yes\n");
      const before = host.read(host.main);
      const { status, stderr } = host.run();
      assert.equal(status, 1);
      assert.match(stderr, /NoSuchKeyword[^]*The settings would not hold/);
      assert.equal(host.read(host.main), before);
      assert.equal(existsSync(host.own), false);
    });
  });
});
