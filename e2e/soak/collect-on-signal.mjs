// Loaded into a host before its own code: on SIGUSR2 it collects its garbage, so that what is resident is what is held.
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";

setFlagsFromString("--expose-gc");
const collect = runInNewContext("gc");
process.on("SIGUSR2", () => collect());
