import { defineConfig } from '@playwright/test';
import { chromiumPath, launchArgs } from './lib/chromium.js';

// The machine has two cores: two browsers beside two servers is as much as it bears.
export default defineConfig({
  testDir: '.',
  outputDir: 'uit',
  timeout: 240_000,
  expect: { timeout: 10_000 },
  workers: 2,
  fullyParallel: false,
  forbidOnly: !!process.env.CI,
  reporter: [['list']],
  use: {
    locale: 'nl-NL',
    timezoneId: 'Europe/Amsterdam',
    viewport: { width: 1280, height: 900 },
    trace: 'off',
    launchOptions: { executablePath: chromiumPath(), args: launchArgs },
  },
});
