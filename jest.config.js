import components from './miniapp/testing/jest.config.mjs'

/** Node strips the types of .ts files itself; only .tsx needs a compiler. ESM throughout: middy 7 has no other form. */
const node = {
  displayName: 'node',
  testEnvironment: 'node',
  testMatch: ['<rootDir>/**/*.test.ts'],
  testPathIgnorePatterns: ['/node_modules/', '/dist/', '/.serverless/', '/.build/'],
  modulePathIgnorePatterns: ['<rootDir>/.build', '<rootDir>/.serverless', '<rootDir>/miniapp/dist'],
  extensionsToTreatAsEsm: ['.ts'],
  transform: {},
}

export default { maxWorkers: 2, testTimeout: 20_000, projects: [node, components] }
