import { defineConfig } from "vitest/config";

const files = ["sim/**/*.test.ts", "analysis/**/*.test.ts", "reports/**/*.test.ts", "test/**/*.test.ts"];
/** Tests with processes, browsers, devices or streams of their own: each file in a fresh process. */
const apart = [
  "sim/fidelity/**/*.test.ts",
  "sim/host/**/*.test.ts",
  "reports/**/*.test.ts",
  "test/{browser,claims,cli,commands,data,notebooks,reliability,report}/**/*.test.ts",
];
const test = { testTimeout: 120_000, hookTimeout: 120_000 };

export default defineConfig({
  test: {
    maxWorkers: 2,
    projects: [
      { test: { ...test, name: "apart", include: apart } },
      // The rest are functions of their inputs: files share processes, so that the model is loaded twice and not two hundred times.
      { test: { ...test, name: "pure", include: files, exclude: apart, isolate: false } },
    ],
  },
});
