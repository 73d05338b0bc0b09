import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'

// the API beside `vite dev`; the built pages only ever speak to the host they came from
const api = process.env.TIAOKUAI_API ?? 'http://127.0.0.1:8000'

export default defineConfig({
  base: './',
  plugins: [react()],
  build: {
    outDir: '../api/pages_dist',
    emptyOutDir: true,
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 4096,
    modulePreload: { polyfill: false },
  },
  server: {
    host: '127.0.0.1',
    proxy: { '/graphql': api, '/api': api },
  },
})
