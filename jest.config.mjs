export default {
  testEnvironment: 'node',
  extensionsToTreatAsEsm: ['.ts'],
  transform: { '^.+\\.ts$': ['@swc/jest', { jsc: { target: 'es2022', parser: { syntax: 'typescript' } }, module: { type: 'es6' } }] },
  testMatch: ['<rootDir>/tests/**/*.test.ts'],
  modulePathIgnorePatterns: ['<rootDir>/.guanhu/', '<rootDir>/admin/dist/'],
  setupFiles: ['<rootDir>/tests/support/environment.ts'],
  testTimeout: 30_000,
  maxWorkers: 2,
};
