/** Opens the system's adapter, then, while its loader stays open and has no driver any more, SwiftShader; says what came out. */
import { checkDevice } from "../../sim/fidelity/check-device.ts";
import { openHostDevice } from "../../sim/host/adapter/open-adapter.ts";

const first = await openHostDevice("system");
process.env.VK_DRIVER_FILES = process.env.VK_ICD_FILENAMES = "/nowhere.json";
const second = await openHostDevice("swiftshader");
const { isRight } = await checkDevice(second);
const third = await openHostDevice("best");
const routes = [first, second, third].map(({ facts }) => facts.route);
process.stdout.write(`${JSON.stringify({ routes, isRight, drivers: process.env.VK_DRIVER_FILES })}\n`);
