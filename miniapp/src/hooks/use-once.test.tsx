import { expect, jest, test } from '@jest/globals'
import { act, fireEvent, render, screen } from '@testing-library/react'
import { Button } from '../components/button'
import { useOnce } from './use-once'

function Claim({ action }: { action: () => Promise<void> }) {
  const [run, busy] = useOnce(action)
  return (
    <Button id="claim" busy={busy} onPress={run}>
      领取
    </Button>
  )
}

test('a double tap does one thing, and the button rests until it is done', async () => {
  let finish = () => {}
  const action = jest.fn(() => new Promise<void>((resolve) => (finish = resolve)))
  render(<Claim action={action} />)
  const button = screen.getByRole('button') as HTMLButtonElement
  fireEvent.click(button)
  fireEvent.click(button)
  expect(action).toHaveBeenCalledTimes(1)
  expect(button.disabled).toBe(true)
  await act(async () => finish())
  expect(button.disabled).toBe(false)
  fireEvent.click(button)
  expect(action).toHaveBeenCalledTimes(2)
})
