export default {
  testEnvironment: 'node',
  extensionsToTreatAsEsm: ['.ts'],
  transform: { '^.+\\.ts$': ['@swc/jest', { jsc: { target: 'es2022', parser: { syntax: 'typescript' } }, module: { type: 'es6' } }] },
  testMatch: ['<rootDir>/tests/**/*.test.ts'],
  modulePathIgnorePatterns: ['<rootDir>/.guanhu/', '<rootDir>/admin/dist/'],
  setupFiles: ['<rootDir>/tests/support/environment.ts'],
  testTimeout: 30_000,
  maxWorkers: 2,
  // Modules of each test file stay in the worker's memory: past this it begins anew, before the collector takes most of its time.
  workerIdleMemoryLimit: '1200MB',
};
