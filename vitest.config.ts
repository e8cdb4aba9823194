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
  },
})
