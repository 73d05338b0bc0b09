import type { Status } from '../graphql/types'
import { STATUS_WORD } from './words'

/** 成立, 不成立 or 未知, never by colour alone. */
export function StatusTag({ status }: { status: Status }) {
  return <span className={`status status-${status}`}>{STATUS_WORD[status]}</span>
}
