import { defineConfig } from 'vite';

// MOS_UI_OUT is where Maven collects the module's classes; without it `npm run build` alone works.
export default defineConfig({
  base: './',
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  build: {
    outDir: process.env['MOS_UI_OUT'] ?? '../../../target/classes/web',
    emptyOutDir: true,
    target: 'es2022',
    modulePreload: false,
    // The page carries other people's work: their licences go along.
    license: { fileName: 'licences.md' },
    // The content policy forbids data: addresses but in images, so nothing is inlined.
    assetsInlineLimit: 0,
  },
});
