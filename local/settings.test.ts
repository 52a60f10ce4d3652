import { settingsOf } from './settings.ts'

test('without any setting it is the block 4000 and the folder .footfall', () => {
  expect(settingsOf({}, ['--web'], '/repo')).toEqual({
    ports: { api: 4000, web: 4100, sandbox: 4200, control: 4201 },
    folder: '/repo/.footfall',
    table: 'sqlite',
    withWeb: true,
    sandbox: 'inside',
    withFeed: true,
    inFlight: 1000,
    serverlessFile: '/repo/serverless.yml',
  })
})

test('a setting that is there but empty is as if it were not there', () => {
  const empty = {
    FOOTFALL_PORT: '',
    FOOTFALL_DATA: '',
    FOOTFALL_TABLE: '',
    FOOTFALL_SERVERLESS: '',
    FOOTFALL_SANDBOX: '',
    FOOTFALL_FEED: '',
  }
  expect(settingsOf(empty, [], '/repo')).toEqual(settingsOf({}, [], '/repo'))
})

test('FOOTFALL_PORT moves the whole block, :memory: keeps no folder', () => {
  const { ports, folder } = settingsOf({ FOOTFALL_PORT: '5000', FOOTFALL_DATA: ':memory:' }, [], '/repo')
  expect([ports, folder]).toEqual([{ api: 5000, web: 5100, sandbox: 5200, control: 5201 }, undefined])
})

test.each(['0', '80a', '65335', '-1', '99999999', '4e3', ' '])('the port %j is refused', (port) => {
  expect(() => settingsOf({ FOOTFALL_PORT: port }, [], '/repo')).toThrow('FOOTFALL_PORT is a number from 1 to 65334')
})

test('an option it does not know is refused', () => {
  expect(() => settingsOf({}, ['--wbe'], '/repo')).toThrow('does not know --wbe')
})

test('the sandbox may run apart and the feed stand still, and nothing else is said of them', () => {
  expect(settingsOf({ FOOTFALL_SANDBOX: 'apart', FOOTFALL_FEED: 'off' }, [], '/repo')).toMatchObject({
    sandbox: 'apart',
    withFeed: false,
  })
  expect(() => settingsOf({ FOOTFALL_SANDBOX: 'none' }, [], '/repo')).toThrow('FOOTFALL_SANDBOX is inside or apart, not "none"')
  expect(() => settingsOf({ FOOTFALL_FEED: '0' }, [], '/repo')).toThrow('FOOTFALL_FEED is on or off, not "0"')
})

test.each(['0', '-5', '1.5', 'many', '1000000'])('the bound %j of calls under way is refused', (text) => {
  expect(() => settingsOf({ FOOTFALL_IN_FLIGHT: text }, [], '/repo')).toThrow('FOOTFALL_IN_FLIGHT is a number from 1 to 999999')
})
