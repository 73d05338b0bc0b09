import type { Basis, CellStatus, Status } from '../graphql/types'

export const STATUS_WORD: Record<Status, string> = { yes: '成立', no: '不成立', unknown: '未知' }
export const BASIS_WORD: Record<Basis, string> = { data: '数据', stated: '文件陈述', both: '数据与陈述一致' }
export const BASIS_SHORT: Record<Basis, string> = { data: '数据', stated: '陈述', both: '互证' }

export const CELL_WORD: Record<CellStatus, string> = {
  matched: '有责有权',
  duty_only: '有责无权',
  power_only: '有权无责',
  unknown: '未知',
}

/** Kinds of list, in the order in which an office would load them. */
export const LIST_WORD: Record<string, string> = {
  power: '权责清单',
  conferral: '赋权清单',
  duty: '履职事项清单',
  matter: '事项对照表',
  organ: '机构编制名册',
  dispatched: '派出机构名册',
  aux_team: '协管员队伍名册',
  grid: '网格名册',
  transfer: '划转清单',
  case: '案件清单',
  inspection: '检查清单',
  indicator: '考核指标',
}

export const LABEL_WORD: Record<string, string> = {
  Organ: '机构',
  AuxTeam: '协管员队伍',
  Matter: '管理事项',
  PowerItem: '权力事项',
  PowerGrant: '权力配置',
  Area: '行政区域',
  Grid: '网格',
  Transfer: '划转',
  Duty: '职责',
  Case: '案件',
  Party: '相对人',
  Instrument: '文件依据',
  Provision: '条款',
  Indicator: '考核指标',
  Measure: '指标值',
  Claim: '主张',
  Post: '岗位',
  Mechanism: '机制',
}

export const AUTHORITY_WORD: Record<string, string> = {
  statute: '法律法规原文',
  published_list: '公布的清单',
  official_notice: '正式通知',
  report: '报告或文章',
}

export const number = new Intl.NumberFormat('zh-CN')
