import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    projects: [
      { test: { name: 'packages', include: ['packages/*/src/**/*.test.ts'] } },
      { test: { name: 'runtime', include: ['apps/runtime/src/**/*.test.ts'] } },
      { test: { name: 'editor', include: ['apps/editor/src/**/*.test.ts', 'apps/editor/*.test.ts'] } },
      {
        test: {
          name: 'across',
          include: ['test/**/*.test.ts'],
          exclude: ['test/browser/**'],
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      },
      {
        test: {
          name: 'browser',
          include: ['test/browser/**/*.test.ts'],
          testTimeout: 180_000,
          hookTimeout: 120_000,
          fileParallelism: false,
          // A browser on a busy machine is not ours alone to keep in time. What was tried twice is named in the output.
          retry: 1,
        },
      },
    ],
  },
})
