import type { LaunchCheck } from '../../shared/launch-contracts.ts'

/** What a launch check found, in both languages. */
export type Finding = Omit<LaunchCheck, 'message'> & { zh: string; en: string }

export const ok = (check: LaunchCheck['check'], zh: string, en: string): Finding => ({ check, level: 'ok', zh, en })
