import { ownCoverageDocument } from "./own-coverage";

process.stdout.write(ownCoverageDocument(process.cwd()));
