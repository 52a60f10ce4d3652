import Taro from '@tarojs/taro'
import { Lost } from '../api/trouble'

export const channel = 'weapp'

/** A code that our server exchanges; nothing is asked of the guest. */
export async function obtainCode(): Promise<string> {
  try {
    return (await Taro.login()).code
  } catch {
    throw new Lost('offline')
  }
}

/** Nothing comes back by address here. */
export const arrivedCode = async (): Promise<string | undefined> => undefined
