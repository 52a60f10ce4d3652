import { routesOf } from './routes.ts'

const match = routesOf([
  '$default',
  'GET /stores',
  'GET /stores/{storeId}',
  'GET /stores/nearby',
  'ANY /stores/{storeId}',
  'GET /files/{path+}',
  'GET /files/{name}/info',
  'POST /me/coupons',
])

test.each([
  ['GET', '/stores', 'GET /stores', undefined],
  ['GET', '/stores/sto_1', 'GET /stores/{storeId}', { storeId: 'sto_1' }],
  ['GET', '/stores/nearby', 'GET /stores/nearby', undefined],
  ['DELETE', '/stores/sto_1', 'ANY /stores/{storeId}', { storeId: 'sto_1' }],
  ['DELETE', '/stores/nearby', 'ANY /stores/{storeId}', { storeId: 'nearby' }],
  ['GET', '/files/a/b/c.txt', 'GET /files/{path+}', { path: 'a/b/c.txt' }],
  ['GET', '/files/a/info', 'GET /files/{name}/info', { name: 'a' }],
  ['GET', '/stores/', '$default', undefined],
  ['GET', '/stores/sto_1/', '$default', undefined],
  ['GET', '/Stores', '$default', undefined],
  ['GET', '/me/coupons', '$default', undefined],
  ['HEAD', '/stores', '$default', undefined],
  ['GET', '/files/', '$default', undefined],
])('%s %s goes to the most specific route: %s', (method, path, routeKey, pathParameters) => {
  expect(match(method, path)).toEqual({ routeKey, pathParameters })
})

test('decodes a path parameter after the path is split, so that an encoded slash stays inside', () => {
  expect(match('GET', '/stores/%E5%BA%97%2F%31')?.pathParameters).toEqual({ storeId: '店/1' })
})

test('throws URIError where a path parameter is not well encoded', () => {
  expect(() => match('GET', '/stores/%E5%ZZ')).toThrow(URIError)
})

test('finds nothing without $default', () => {
  expect(routesOf(['GET /a'])('GET', '/b')).toBeUndefined()
})
