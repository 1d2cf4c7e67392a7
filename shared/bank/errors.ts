import type { ErrorTable } from '../errorTable.ts';

export const bankErrors = {
  'bank.keyUnknown': { status: 401, message: '没有这个密钥编号，或已停用', action: '请核对 X-Guanhu-Key-Id，或在银行数据页新建密钥' },
  'bank.clockOff': { status: 401, message: '时间戳与服务器相差超过 300 秒', action: '请校准发送方的时钟后重新签名' },
  'bank.signatureWrong': { status: 401, message: '签名不正确', action: '请用密钥对“时间戳.请求体原文”计算 HMAC-SHA256 的小写十六进制' },
  'bank.eventChanged': { status: 409, message: '同一事件编号已收到不同的内容', action: '请核对事件编号；更正请发送冲正事件，再发送新事件' },
  'bank.keyNotFound': { status: 404, message: '没有这个密钥', action: '请刷新密钥列表' },
  'bank.lastKey': { status: 409, message: '至少要保留一个在用的密钥', action: '请先新建密钥并切换发送方' },
  'bank.fileNotFound': { status: 404, message: '没有这个文件', action: '请刷新文件列表' },
  'bank.fileEmpty': { status: 400, message: '文件是空的', action: '请检查文件后重新上传' },
  'bank.fileUnreadable': { status: 400, message: '不能读取这个文件', action: '请另存为 CSV（UTF-8 或 GBK）或 .xlsx 后重新上传' },
  'bank.columnsWrong': { status: 400, message: '文件的列不对，没有接收任何一行', action: '请对照接口文档修改表头后重新发送' },
  'bank.fileBegun': { status: 409, message: '这个文件已经开始导入', action: '请刷新后查看进度' },
  'bank.fileDiscarded': { status: 409, message: '这个文件已放弃或已过期', action: '请重新上传' },
} as const satisfies ErrorTable;
