/** WeChat on an iPhone. */
export const wechatAgent = 'Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Mobile/15E148 MicroMessenger/8.0.60(0x18003c2f) NetType/WIFI Language/zh_CN';

/** A page in a plain tab, or in a frame of somebody else, has no phone around it: calls fail after this time. */
const helloMs = 1_000;

/** Runs before the page's own scripts: the client's user agent, `WeixinJSBridge`, and the way back to the desk. */
export const bridgeScript = (parentOrigin: string): string => `(() => {
  const parentOrigin = ${JSON.stringify(parentOrigin)};
  for (const [name, value] of [['userAgent', ${JSON.stringify(wechatAgent)}], ['platform', 'iPhone']])
    Object.defineProperty(Navigator.prototype, name, { get: () => value, configurable: true });

  const calls = new Map();
  const listeners = new Map();
  let held = [];
  let host = window.parent === window ? 'none' : 'asked';
  let count = 0;
  const post = (message) => window.parent.postMessage({ phone: 1, ...message }, parentOrigin);
  const end = (id, how, words) => {
    const call = calls.get(id);
    calls.delete(id);
    if (call && call.done) call.done({ ...words, err_msg: call.name + ':' + how, errMsg: call.name + ':' + how });
  };
  const giveUp = () => {
    if (host !== 'asked') return;
    host = 'none';
    held = [];
    for (const id of [...calls.keys()]) end(id, 'fail no host');
  };

  window.WeixinJSBridge = {
    invoke(name, params, done) {
      const id = ++count;
      calls.set(id, { name, done });
      if (host === 'none') return void setTimeout(() => end(id, 'fail no host'));
      // a copy: params may hold functions, which cannot be posted
      const send = () => post({ kind: 'invoke', id, name, params: JSON.parse(JSON.stringify(params || {})), url: location.href });
      if (host === 'there') send(); else held.push(send);
    },
    on(name, hear) { listeners.set(name, [...(listeners.get(name) || []), hear]); },
  };

  const moved = () => post({ kind: 'moved', url: location.href, title: document.title });
  const back = () => (window.navigation && navigation.canGoBack ? navigation.back() : post({ kind: 'leave' }));
  addEventListener('message', ({ source, origin, data }) => {
    if (source !== window.parent || origin !== parentOrigin || !data || data.desk !== 1) return;
    if (data.kind === 'ack') {
      host = 'there';
      for (const send of held.splice(0)) send();
      moved();
    }
    if (data.kind === 'answer') end(data.id, data.how, data.words);
    if (data.kind === 'back') back();
    if (data.kind === 'event') {
      const hear = listeners.get(data.name) || [];
      if (hear.length === 0) post({ kind: 'unheard', name: data.name, url: location.href, title: document.title });
      for (const each of hear) each(data.given || {});
    }
  });
  if (host === 'none') return;
  post({ kind: 'hello', url: location.href });
  setTimeout(giveUp, ${helloMs});
  addEventListener('hashchange', moved);
  addEventListener('popstate', moved);
  document.addEventListener('DOMContentLoaded', () => {
    new MutationObserver(moved).observe(document.head, { subtree: true, childList: true, characterData: true });
    moved();
  });
})();
`;
