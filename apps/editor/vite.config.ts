import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'
import { validatorsPlugin } from './validators-plugin.ts'

const runtime = process.env.PHLOEM_RUNTIME_URL ?? 'http://localhost:8080'

export default defineConfig({
  root: import.meta.dirname,
  plugins: [react(), validatorsPlugin()],
  build: {
    target: 'es2023',
    modulePreload: { polyfill: false },
    // Inlined assets would need `data:` in the Content-Security-Policy.
    assetsInlineLimit: 0,
    manifest: true,
    rolldownOptions: {
      // Our packages only define things: pages that do not use the template parser do not load it.
      treeshake: { moduleSideEffects: (id) => !/\/packages\/[a-z]+\/src\//.test(id) },
    },
  },
  worker: { format: 'es', plugins: () => [validatorsPlugin()] },
  server: {
    proxy: { '/api': runtime, '/plivo': runtime },
  },
})
