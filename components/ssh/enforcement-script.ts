import { daemonSettings, keysOnly, newerSettings, rendered } from "./daemon-settings";

/**
 * A shell script that makes the SSH daemon of its host take keys alone. The daemon is asked whether it accepts the
 * configuration and whether the settings hold in it, and is told to read it only then; else everything is put back as it was
 * and the script fails. Applied again, it changes nothing that holds.
 * @param root folder under which the host's files lie; empty for those of the host itself
 */
export const enforcementScript = (maxAuthTries: number, root = ""): string => `set -eu
umask 077
main=${root}/etc/ssh/sshd_config
folder=${root}/etc/ssh/sshd_config.d
# Of each setting the daemon takes the first value that it reads: this file is to be the first.
file=$folder/00-palisade.conf

sshd=$(command -v sshd || echo /usr/sbin/sshd)
if [ ! -x "$sshd" ] || [ ! -f "$main" ]; then
  echo "This host has no SSH daemon: nothing to do."
  exit 0
fi

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
# Where some daemons look before they test their configuration.
mkdir -p ${root}/run/sshd "$folder"

cat > "$work/new" <<'SETTINGS'
# Written by Systems Manager: changes do not last.
${rendered(daemonSettings(maxAuthTries))}SETTINGS
knows() {
  "$sshd" -t -f "$main" -o "$1" 2> "$work/unknown"
}
${newerSettings.map(([keyword, value]) => `if knows "${keyword}=${value}"; then echo "${keyword} ${value}" >> "$work/new"; fi`).join("\n")}

holds() {
  "$sshd" -t -f "$main" && "$sshd" -T -f "$main" -C user=nobody,host=localhost,addr=127.0.0.1 > "$work/effective" || return 1
  while read -r setting; do
    grep -qixF "$setting" "$work/effective" || return 1
  done <<'SETTINGS'
${rendered(keysOnly)}SETTINGS
}

cp -p "$main" "$work/main"
if [ -f "$file" ]; then cp -p "$file" "$work/file"; fi
undo() {
  cat "$work/main" > "$main"
  if [ -f "$work/file" ]; then cat "$work/file" > "$file"; else rm -f "$file"; fi
  echo "The settings would not hold: the configuration is as it was before." >&2
  exit 1
}

cmp -s "$work/new" "$file" || cat "$work/new" > "$file"
if ! holds; then
  # The main file does not read the folder, or something is read before this file.
  { echo "Include $file"; cat "$work/main"; } > "$main"
  holds || undo
fi
# Even where nothing has changed, the daemon may not have read it yet.
for unit in ssh sshd; do
  if systemctl is-active --quiet "$unit"; then
    systemctl reload "$unit"
    break
  fi
done
echo "The SSH daemon takes keys alone."
`;
