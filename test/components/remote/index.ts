import { remoteComponents } from "./remote";

// The programs of the composition, whose components are calls to the package instead of classes.
const local = require.resolve("../../../components");
const loaded = require.cache[local];
if (loaded === undefined) {
  throw new Error(`${local} is not loaded`);
}
loaded.exports = remoteComponents();

export = import("../composition/index");
