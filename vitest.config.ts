import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    // Tests that run the engine's parts in their own process report nothing to anybody, either.
    env: { ORT_DISABLE_TELEMETRY: '1' },
    // Two cores: more workers only make each slower.
    maxWorkers: 2,
    testTimeout: 60_000,
    hookTimeout: 120_000,
    // Two workers share two cores, each with a dozen programs at times: what fails is tried once more, and named at
    // the end. What is broken fails twice.
    retry: 1,
    // A page beside which much else runs is slow, not wrong; usual is a second.
    expect: { poll: { timeout: 30_000 } },
  },
})
