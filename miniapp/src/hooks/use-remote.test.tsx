import { expect, test } from '@jest/globals'
import { act, render, screen } from '@testing-library/react'
import { useRemote } from './use-remote'

function Shown({ load, of }: { load: () => Promise<string>; of: string }) {
  const { remote } = useRemote(load, of)
  return <p>{remote.is === 'ready' ? remote.value : remote.is}</p>
}

test('a late answer never overwrites a newer one', async () => {
  const answers: Record<string, (value: string) => void> = {}
  const load = (of: string) => () => new Promise<string>((resolve) => (answers[of] = resolve))
  const { rerender } = render(<Shown load={load('first')} of="first" />)
  rerender(<Shown load={load('second')} of="second" />)
  await act(async () => answers.second?.('the second'))
  expect(screen.getByText('the second')).toBeTruthy()
  await act(async () => answers.first?.('the first'))
  expect(screen.getByText('the second')).toBeTruthy()
})

test('a failure is said, never a spinner for ever', async () => {
  render(<Shown load={() => Promise.reject(new Error('gone'))} of="x" />)
  await act(async () => {})
  expect(screen.getByText('failed')).toBeTruthy()
})
