import { brand } from '../../shared/brand.ts';
import { phoneCodeLimits } from '../../shared/customers/constants.ts';
import type { ContentVersionRow } from './contentVersion.model.ts';
import { welcomeCoverKey } from './welcomeCover.ts';

const approvedAt = new Date('2025-01-01T00:00:00+08:00');
const approved = { version: 1, state: 'approved', periodFrom: approvedAt, periodTo: null, approvedAt, approvedBy: '系统预置' } as const;

type Welcome = Pick<ContentVersionRow, 'contentId' | 'title' | 'text' | 'attachments'>;

/** Each carries the way to the privacy notice; none names a financial product (PIPL: a welcome is service). */
const welcomes: Welcome[] = [
  {
    contentId: 'welcome-standard',
    title: '网点服务（含小程序）',
    text: `{问候}，我是${brand.bankName}{网点}的{客户经理}，很高兴为{客户昵称}服务。\n\n`
      + '以后办业务、找网点、问权益，都可以直接在这里找我，看到后会尽快回复您。\n\n'
      + '本周权益：\n{本周权益}\n\n我们如何使用您的信息：{隐私说明}',
    attachments: [{ kind: 'miniprogram', title: '本周权益，点开查看', page: 'pages/home/home', mediaKey: welcomeCoverKey }],
  },
  {
    contentId: 'welcome-notice',
    title: '网点服务（含隐私说明）',
    text: `{问候}，感谢{客户昵称}添加我为联系人。我是${brand.bankName}{网点}的{客户经理}，您的专属客户经理。\n\n`
      + '需要预约网点、咨询业务，请直接留言。我不会向您索要密码或短信验证码，请放心。\n\n'
      + '本周权益：\n{本周权益}',
    attachments: [{ kind: 'link', title: '隐私说明', description: `${brand.bankName}如何使用和保护您的信息`, path: '/privacy' }],
  },
  {
    contentId: 'welcome-brief',
    title: '简短问候',
    text: `{问候}，感谢{客户昵称}的信任。我是${brand.bankName}{网点}的{客户经理}，有需要请随时留言，我会尽快回复您。\n\n`
      + '我们如何使用您的信息：{隐私说明}',
    attachments: [],
  },
];

type Offer = Pick<ContentVersionRow, 'title' | 'text' | 'hours'> & { weekday: number };

const offers: Offer[] = [
  { weekday: 1, hours: '07:00–10:00', title: '早餐满 15 元减 5 元', text: '合作便利店和早餐店，使用本行借记卡付款，每人每日一次，名额有限。' },
  { weekday: 2, hours: '10:00–22:00', title: '观影立减 10 元', text: '合作影院在线购票，使用本行银行卡付款，每人每周一张。' },
  { weekday: 3, hours: '09:00–20:00', title: '生鲜满 60 元减 12 元', text: '合作超市和生鲜门店，到店或线上付款均可，每人每周一次。' },
  { weekday: 4, hours: '10:00–20:00', title: '咖啡立减 8 元', text: '合作咖啡门店，使用本行银行卡付款，每人每周一杯。' },
  { weekday: 5, hours: '08:00–22:00', title: '加油满 200 元减 20 元', text: '合作加油站，使用本行银行卡付款，每人每月两次。' },
  { weekday: 6, hours: '10:00–21:00', title: '商圈停车免 2 小时', text: '合作商圈停车场，在小程序领取停车券，每人每周一张。' },
  { weekday: 0, hours: '14:00–17:00', title: '亲子阅读活动', text: '合作书店举办，需提前向客户经理报名，每场二十组家庭。' },
];

const phoneCodeSms = {
  contentId: 'sms-phone-code',
  title: '手机验证码',
  text: `【${brand.bankName}】验证码 {验证码}，${phoneCodeLimits.minutes} 分钟内有效。工作人员不会向您索要验证码，请勿告诉他人。`,
};

/** What a new installation begins with, already reviewed. */
export const starterContent: ContentVersionRow[] = [
  ...welcomes.map((welcome): ContentVersionRow => ({ _id: `${welcome.contentId}-1`, kind: 'welcome', weekday: null, hours: '', ...welcome, ...approved })),
  ...offers.map((offer): ContentVersionRow => ({ _id: `offer-${offer.weekday}-1`, contentId: `offer-${offer.weekday}`, kind: 'offer', attachments: [], ...offer, ...approved })),
  { _id: `${phoneCodeSms.contentId}-1`, kind: 'sms', weekday: null, hours: '', attachments: [], ...phoneCodeSms, ...approved },
];

/** The welcome of who comes by no code. */
export const defaultWelcomeId = 'welcome-standard-1';

/** What carries a code to a phone. */
export const phoneCodeSmsId = 'sms-phone-code-1';
