import { api } from './api.ts'
import { problems } from './problems.ts'
import { type RouteName, routes } from './routes.ts'

it('gives every route one contract, and every contract one route', () => {
  expect(Object.keys(api).sort()).toEqual(Object.keys(routes).sort())
  expect(new Set(Object.values(routes)).size).toBe(Object.keys(routes).length)
})

it.each(Object.keys(routes) as RouteName[])('%s takes every parameter of its path', (name) => {
  const inPath = [...routes[name].matchAll(/\{(\w+)\}/g)].map((match) => match[1])
  expect(Object.keys(api[name].input.shape)).toEqual(expect.arrayContaining(inPath))
})

it.each(Object.entries(problems))('%s has a status of a refusal and a sentence in both languages', (code, [status, zh, en]) => {
  expect(code).toMatch(/^[a-z]+\.[a-z_]+$/)
  expect(status).toBeGreaterThanOrEqual(400)
  expect(zh).toMatch(/\p{Script=Han}/u)
  expect(en).toMatch(/^[A-Z]/)
})
