import Taro, { useLaunch, usePageNotFound } from '@tarojs/taro'
import type { PropsWithChildren } from 'react'
import { signedIn } from './api/auth'
import { launch } from './platform/launch'
import './app.scss'

export default function App({ children }: PropsWithChildren) {
  useLaunch(() => {
    void signedIn()
    launch()
  })
  usePageNotFound(() => void Taro.redirectTo({ url: '/pages/not-found/index' }))
  return children
}
