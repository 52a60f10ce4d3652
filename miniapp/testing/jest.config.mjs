// The jest project of the component tests, for the root's `projects`. Run alone:
// node --experimental-vm-modules node_modules/jest/bin/jest.js -c miniapp/testing/jest.config.mjs
import { fileURLToPath } from 'node:url'

const here = (path) => fileURLToPath(new URL(path, import.meta.url))
const own = (name) => here(`../node_modules/${name}`)

export default {
  displayName: 'components',
  rootDir: here('..'),
  testEnvironment: 'jsdom',
  testMatch: ['<rootDir>/src/**/*.test.tsx'],
  extensionsToTreatAsEsm: ['.ts', '.tsx'],
  transform: {
    '\\.tsx?$': [
      '@swc/jest',
      {
        jsc: { parser: { syntax: 'typescript', tsx: true }, transform: { react: { runtime: 'automatic' } }, target: 'es2022' },
        module: { type: 'es6' },
      },
    ],
  },
  moduleNameMapper: {
    '^@tarojs/taro$': here('./taro.ts'),
    '^@tarojs/components$': here('../src/platform/elements.tsx'),
    '\\.scss$': here('./style.ts'),
    // One React for the tests, the components and the testing library: the one that is here.
    '^react$': own('react'),
    '^react/(.*)$': `${own('react')}/$1`,
    '^react-dom$': own('react-dom'),
    '^react-dom/(.*)$': `${own('react-dom')}/$1`,
  },
}
