import { newHint } from '../chance.ts';

/** WeCom says no; `extra` joins the body. */
export class Refusal extends Error {
  readonly errcode: number;
  readonly text: string;
  /** The words are the thrower's, not the table's. */
  readonly isWorded: boolean;

  constructor(errcode: number, text?: string) {
    const words = text ?? texts[errcode] ?? 'unknown error';
    super(`${errcode} ${words}`);
    this.name = 'Refusal';
    this.errcode = errcode;
    this.text = words;
    this.isWorded = text !== undefined;
  }
}

/** Only informative, as with WeCom: clients decide by number. */
const texts: Record<number, string> = {
  [-1]: 'system busy', 40001: 'invalid credential', 40003: 'invalid userid', 40004: 'invalid media type', 40006: 'invalid media size', 40007: 'invalid media_id', 40008: 'invalid message type', 40009: 'invalid image size',
  40013: 'invalid corpid', 40014: 'invalid access_token', 40029: 'invalid code', 40031: 'invalid userid list', 40032: 'userid list too long', 40035: 'invalid parameter', 40056: 'invalid agentid', 40058: 'invalid Request Parameter', 40063: 'some parameters are empty',
  40068: 'invalid tagid', 40070: 'all tag invalid', 40071: 'tag name already exist', 40072: 'invalid tag name length', 40096: 'invalid external userid', 40126: 'corp tag count limit', 41001: 'access_token missing', 41002: 'corpid missing', 41004: 'secret missing',
  41009: 'userid missing', 41011: 'agentid missing', 41033: 'missing description', 41035: 'missing external userid', 41037: 'missing contact way type', 41038: 'missing contact way scene', 41039: 'invalid contact way type', 41040: 'invalid contact way scene', 41041: 'contact way user count exceeds 100', 41042: 'invalid contact way style',
  41043: 'missing contact way config_id', 41044: 'invalid contact way config_id', 41045: 'contact way count limit', 41049: 'missing welcome code', 41050: 'invalid welcome code', 41051: 'has begin to chat or welcome message sent', 41053: 'customer has not agreed to msg audit', 41054: 'user not activated or not certified', 41064: 'too many attachments', 41065: 'invalid attachment type', 41096: 'welcome message is being sent',
  42001: 'access_token expired', 44001: 'empty media data', 44004: 'empty content', 45001: 'media size out of limit', 45002: 'content size out of limit', 45009: 'api freq out of limit', 45033: 'api concurrent out of limit', 45034: 'url without scheme', 45035: 'conflicting concurrent operation', 46004: 'user no exist',
  48001: 'api unauthorized', 48002: 'api forbidden', 50001: 'redirect_url domain not match', 50100: 'invalid cursor', 60011: 'no privilege to access/modify contact/party/agent', 60020: 'not allow to access from your ip', 60111: 'userid not found', 60123: 'invalid party id',
  81011: 'no privilege to access/modify tag', 81013: 'user & party & tag all invalid', 82001: 'touser & toparty & totag all empty', 82002: 'too many party', 82003: 'too many tag', 84014: 'user_ticket expired', 84015: 'invalid user_ticket', 84061: 'not external contact', 84074: 'no permission to use external contact', 90208: 'appid mismatch', 301002: 'not allow operate another agent with this accesstoken',
};

/** `<text>, hint: [<digits>], from ip: <ip>, more info at …` (contract 0); 40014 comes without the hint. */
export function errorText(refusal: Refusal, ip: string, nowSeconds: number): string {
  const more = `more info at https://open.work.weixin.qq.com/devtool/query?e=${refusal.errcode}`;
  return refusal.errcode === 40014 ? `${refusal.text}, ${more}` : `${refusal.text}, hint: [${nowSeconds}${newHint()}], from ip: ${ip}, ${more}`;
}
